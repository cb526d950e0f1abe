import { paths } from '../paths.ts'
import { formeDe } from './fichiers-offerts.ts'

const ID = '00000000-0000-4000-8000-000000000000'
const estAdresse = (v: unknown): v is (...a: string[]) => unknown => typeof v === 'function'

/** Every kind of PDF that has an address, from the addresses of the product: « instruction.fiche » → « /instruction/dossiers/:id/fiche.pdf ». */
export function adressesPdf(slug: string): Map<string, string> {
  const trouvees = new Map<string, string>()
  const lire = (noeud: object, ou: string) => {
    for (const [cle, v] of Object.entries(noeud)) {
      const nom = ou ? `${ou}.${cle}` : cle
      if (v && typeof v === 'object') lire(v, nom)
      // a filing that is tried has the receipt of a filing, read in `studio/apercu/reponses.test.ts`
      if (nom === 'studio.apercuAccuse') continue
      // a call is named by its slug, a version by its number, everything else by an id
      const dite = estAdresse(v) ? v(...(/\(slug\b/.test(String(v)) ? [slug, ID] : [ID, /version/.test(String(v)) ? '1' : ID])) : v
      if (typeof dite === 'string' && dite.endsWith('.pdf')) trouvees.set(nom, formeDe(dite))
    }
  }
  lire(paths, '')
  return trouvees
}
