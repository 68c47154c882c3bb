// The one import of libphonenumber-js, with the metadata that knows every kind of number (so that a landline has a name).
export { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
