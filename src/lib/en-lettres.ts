import { toCurrency } from 'n2words/fr-FR'
import type { Centimes } from './euros.ts'

/** « soixante-six mille euros », « un million d’euros », « neuf mille euros et cinquante centimes ». */
export const enLettres = (c: Centimes): string =>
  toCurrency(`${Math.floor(c / 100)}.${String(c % 100).padStart(2, '0')}`).replace(/((?:million|milliard)s?) euros/, '$1 d’euros')
