export interface ClientBaskets {
	/** purchases of one client */
	count: number;
	/** what they come to */
	amount: number;
}

export type BasketMethod = 'mean' | 'median';

export interface Basket {
	value: number;
	/** clients it rests on */
	clients: number;
	method: BasketMethod;
}

/**
 * The average basket of a segment: `mean` = all amounts by all purchases; `median` = the client in the middle, by his own
 * average, which a few very large buyers do not move. Who has no purchase or a negative sum (returns) is left out.
 * Undefined when nobody is left.
 */
export function averageBasket(
	clients: Iterable<ClientBaskets | undefined>,
	method: BasketMethod,
): Basket | undefined {
	const buyers: ClientBaskets[] = [];
	for (const one of clients) if (one && one.count > 0 && one.amount > 0) buyers.push(one);
	if (buyers.length === 0) return undefined;
	const value = method === 'mean' ? meanOf(buyers) : medianOf(buyers);
	return { value, clients: buyers.length, method };
}

function meanOf(buyers: readonly ClientBaskets[]): number {
	let [count, amount] = [0, 0];
	for (const one of buyers) {
		count += one.count;
		amount += one.amount;
	}
	return amount / count;
}

function medianOf(buyers: readonly ClientBaskets[]): number {
	const sorted = Float64Array.from(buyers, ({ count, amount }) => amount / count).sort();
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
