type Controle = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const controlesDe = (form: HTMLFormElement, nom: string) => [...form.querySelectorAll<Controle>(`[name="${CSS.escape(nom)}"]`)]
const aCocher = (c: Controle): c is HTMLInputElement => c.type === 'radio' || c.type === 'checkbox'

/** What a field would send now. */
export const valeursDe = (form: HTMLFormElement, nom: string): string[] =>
  controlesDe(form, nom).flatMap(c => (aCocher(c) && !c.checked ? [] : [c.value]))
