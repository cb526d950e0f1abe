import { composer } from '../../lib/accents.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { NUL } from '../../lib/texte-envoye.ts'

/** The revision of the draft that a page showed; one that no draft has when it says none. */
export const revisionDe = (v: unknown) => Number(/^\d{1,9}$/.exec(texteSaisi(v))?.[0] ?? -1)

/** A whole text as it was typed: plain line ends, and nothing that the database refuses. */
export const texteEntier = (v: unknown) => (typeof v === 'string' ? composer(v.replaceAll('\r\n', '\n').replaceAll(NUL, '')) : '')
