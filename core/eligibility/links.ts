/**
 * Public link shorteners, on which operators block the whole SMS: those smsmode names (support "liens raccourcis") and Bird
 * ("avoid public shorteners"), and others of the same kind, as of November 2026. A brand's or a gateway's own short domain is fine.
 */
const SHORTENERS =
	`bit.ly bitly.com j.mp tinyurl.com tiny.cc urlz.fr pixelme.me pxlme.me lc.cx cutt.ly cuttly.com swiy.co
	switchy.io goo.gl t.co ow.ly is.gd v.gd buff.ly rebrand.ly rb.gy shorturl.at t.ly bl.ink urlr.me shrtco.de adf.ly
	short.io tr.im qr.ae 1url.com`
		.trim()
		.split(/\s+/);

const escaped = SHORTENERS.map((host) => host.replaceAll('.', '\\.')).join('|');
const SHORTENER = new RegExp(
	`(?<![\\w.@/-])(?:https?://)?(?:www\\.)?(?:${escaped})(?![\\w-]|\\.\\w)(?:/[^\\s]*)?`,
	'iu',
);

/** Endings that phones turn into links without http://; not a full list, enough for what retailers write. */
const ENDINGS =
	'fr|com|net|org|eu|be|ch|lu|de|es|it|nl|uk|ca|io|co|me|ly|gl|re|nc|pf|shop|store|app|link|page|info|biz|paris|bzh|alsace|corsica';
const LINK = new RegExp(
	`(?:https?://|(?<![\\w.@-])www\\.)[^\\s]+|(?<![\\w.@-])(?:[a-z0-9][a-z0-9-]*\\.)+(?:${ENDINGS})(?![\\w-]|\\.\\w)(?:/[^\\s]*)?`,
	'iu',
);

/** A link always holds one of these: most texts are told apart without the long expressions. */
const MAYBE = /[a-z0-9]\.[a-z]|:\/\//i;

const trimmed = (link: string | undefined) => link?.replace(/[.,;:!?)»"']+$/u, '');

/** The first public short link of a text, as written. */
export function publicShortLink(text: string): string | undefined {
	return MAYBE.test(text) ? trimmed(SHORTENER.exec(text)?.[0]) : undefined;
}

/** The first link of a text, `http://` or not. Addresses of e-mail are none. */
export function firstLink(text: string): string | undefined {
	return MAYBE.test(text) ? trimmed(LINK.exec(text)?.[0]) : undefined;
}
