import { ovh } from '../../../core/gateway/ovh';
import { ovhServiceUrl, OVH_CANADA } from '../../../core/gateway/ovh/address';
import { countParts } from '../../../core/message/parts';

describe('OVHcloud', () => {
	it('is called where the credential says: Europe, Canada or an address of one’s own', () => {
		const at = (account: Record<string, unknown>) =>
			ovhServiceUrl({ account: { serviceName: 'sms-xx12345-1', ...account } });
		expect(at({})).toBe('https://eu.api.ovh.com/1.0/sms/sms-xx12345-1');
		expect(at({ endpoint: OVH_CANADA })).toBe('https://ca.api.ovh.com/1.0/sms/sms-xx12345-1');
		expect(at({ endpoint: OVH_CANADA, baseUrl: 'http://127.0.0.1:4020/1.0/' })).toBe(
			'http://127.0.0.1:4020/1.0/sms/sms-xx12345-1',
		);
		expect(at({ serviceName: 'a/../b' })).toBe('https://eu.api.ovh.com/1.0/sms/a%2F..%2Fb');
	});

	it('leaves the room OVHcloud says it needs for the STOP footer', () => {
		const adds = ovh.capabilities.gatewayFooter!.adds;
		const parts = (text: string) => countParts(`${text}${adds}`).parts;
		expect([parts('a'.repeat(149)), parts('a'.repeat(150))]).toEqual([1, 2]);
		expect([parts('ê'.repeat(59)), parts('ê'.repeat(60))]).toEqual([1, 2]);
	});

	it('calls nothing missing while SMS are waiting to be sent', () => {
		const reply = (body: unknown) => ({ status: 200, headers: {}, body });
		expect(ovh.lookUp!.parse(reply([1]))).toBeUndefined();
		expect(ovh.lookUp!.parse(reply([]), 'sent')).toEqual({ found: [] });
		expect(ovh.lookUp!.parse(reply([{}]), 'sent')).toBeUndefined();
		expect(ovh.lookUp!.parse(reply({ id: 1 }), 'ids 1')).toBeUndefined();
	});
});
