import { fieldsOf, textOf } from '../../playground/form-page';

/** As n8n 2.41 draws a form, shortened to what is read. */
const FORM = `
<form class='card' action='#' method='POST' name='n8n-form' id='n8n-form' novalidate>
	<div class='form-header'><h1>Vente privée &amp; clients</h1><p style="white-space: pre-line"> A file, please. </p></div>
	<div class='inputs-wrapper'>
		<div class='form-group file-input-wrapper'>
			<label class='form-label form-required' for='field-0'>Client file</label>
			<input class='form-input form-required' type='file' id='field-0' name='field-0' accept='.csv' placeholder="" />
			<p class='error-field-0 error-hidden'> This field is required </p>
		</div>
		<div class='form-group'>
			<label class='form-label ' for='field-1'>Store</label>
			<div class='select-input'><select id='field-1' name='field-1' class=''>
				<option value='' disabled selected>Select an option ...</option>
				<option value='Lyon'>Lyon</option>
				<option value='L&#x27;Ha&#xFF;'>L'Haÿ</option>
			</select></div>
		</div>
		<div>
			<label class='form-label '>Loyalty tiers</label>
			<div
				class='multiselect '
				id='field-2'
			>
				<div class='multiselect-option'><input type='checkbox' class='multiselect-checkbox' id='option0_field-2' value='Or' checked /></div>
				<div class='multiselect-option'><input type='checkbox' class='multiselect-checkbox' id='option1_field-2' value='Argent' /></div>
			</div>
		</div>
		<div class='form-group'>
			<label class='form-label ' for='field-3'>Text</label>
			<textarea class='form-input' id='field-3' name='field-3'>Bonjour {prenom}</textarea>
		</div>
	</div>
	<button id='submit-btn' type='submit' ><span><svg><path d='M1' /></svg></span> Check the file </button>
</form>`;

test('the fields of a form are read with what n8n proposes', () => {
	expect(fieldsOf(FORM)).toEqual([
		{ name: 'field-0', label: 'Client file', kind: 'file', value: '', options: [] },
		{ name: 'field-1', label: 'Store', kind: 'choice', value: '', options: ['Lyon', "L'Haÿ"] },
		{
			name: 'field-2',
			label: 'Loyalty tiers',
			kind: 'choices',
			value: '["Or"]',
			options: ['Or', 'Argent'],
		},
		{ name: 'field-3', label: 'Text', kind: 'text', value: 'Bonjour {prenom}', options: [] },
	]);
});

test('a form says its title, its button, and no hidden error', () => {
	const { title, button, lines } = textOf(FORM);
	expect([title, button]).toEqual(['Vente privée & clients', 'Check the file']);
	expect(lines).toContain('A file, please.');
	expect(lines.join('\n')).not.toContain('required');
});

test('a form says nothing of the thanks that n8n keeps hidden beside it', () => {
	const page = `<section>${FORM}<div id='submitted-form' style='display: none;'><h1>Form Submitted</h1></div></section>`;
	expect(textOf(page)).toEqual(textOf(FORM));
});

test('a text and what it costs come on lines of their own', () => {
	const page = '<section><pre>Bonjour\nSTOP au 36000</pre><sub>1 SMS</sub><pre>Zoé</pre></section>';
	expect(textOf(page).lines).toEqual(['Bonjour STOP au 36000', '1 SMS', 'Zoé']);
});

test('a table of figures comes as aligned lines', () => {
	const page = `<section><div class='card'><div class='header'><h1>Sent</h1>
		<p><table><tr><td>Contacts</td><td>5,000</td></tr><tr><td>Held</td><td>1,240</td></tr></table><p>Bye &#128075;</p></p>
		</div></div></section>`;
	expect(textOf(page)).toEqual({
		title: 'Sent',
		lines: ['Contacts  5,000', 'Held      1,240', 'Bye 👋'],
	});
});
