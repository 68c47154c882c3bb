/** The package comes without types. */
declare module '@ovhcloud/node-ovh' {
	const ovhClient: (options: Record<string, string>) => unknown;
	export default ovhClient;
}
