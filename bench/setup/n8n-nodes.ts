import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Expression, type INodeType } from 'n8n-workflow';

interface NodeFile {
	/** under n8n-nodes-base's nodes */
	file: string;
	name: string;
}

/** Nodes of n8n itself, from the n8n that `npm start` installs; undefined when it is not there. */
export function nodesOfN8n(...wanted: NodeFile[]): INodeType[] | undefined {
	const playground = join(process.env.SMS_BENCH_ROOT ?? process.cwd(), 'playground');
	const load = createRequire(join(playground, 'package.json'));
	const nodes: INodeType[] = [];
	for (const { file, name } of wanted) {
		const path = `n8n-nodes-base/dist/nodes/${file}`;
		if (!existsSync(join(playground, 'node_modules', path))) return undefined;
		const classes = Object.values(load(path) as Record<string, unknown>).filter(isNodeClass);
		const [NodeClass] = classes;
		if (NodeClass === undefined) return undefined;
		nodes.push(new NodeClass({ displayName: name, name, group: ['transform'] }));
	}
	return nodes;
}

type NodeClass = new (base: object) => INodeType;

const isNodeClass = (value: unknown): value is NodeClass =>
	typeof value === 'function' && /^class /.test(Function.prototype.toString.call(value));

/** As n8n 2.41 starts it (`ExpressionEngineConfig`). */
export async function withVm<T>(work: () => Promise<T>): Promise<T> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
	try {
		return await work();
	} finally {
		await Expression.disposeExpressionEngine();
		Expression.setExpressionEngine('legacy');
	}
}
