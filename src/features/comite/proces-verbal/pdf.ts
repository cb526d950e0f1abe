import type { Config } from '../../../config.ts'
import { formatInstant, formatJour } from '../../../lib/dates.ts'
import { type ProcesVerbalDonnees, rendrePdf } from '../../documents/index.ts'
import { enTeteDe } from '../../dossiers/index.ts'
import type { Seance } from '../seance.ts'
import { dossierLu, enveloppeLue, essentielDe, etatDe, presenceDe } from './mots.ts'
import type { VersionPv } from './proces-verbal.queries.ts'

type Lu = { v: VersionPv; derniere: boolean; deports: ReadonlySet<string> }

/** The procès-verbal as a document. Pure. */
export function donneesPv(s: Seance, { v, derniere, deports }: Lu, config: Config): ProcesVerbalDonnees {
  const { contenu: c } = v
  return {
    ...enTeteDe(s.appel, config),
    etabliLe: v.figeLe ?? v.le,
    titre: `Procès-verbal de la séance du ${formatJour(new Date(c.tenueLe))}`,
    appel: c.appel,
    etat: etatDe(v, derniere),
    essentiel: [{ libelle: 'État', valeur: etatDe(v, derniere) }, ...essentielDe(c)],
    membres: c.membres.map(m => ({ nom: m.nom, siege: m.siege, presence: presenceDe(m) })),
    enveloppes: c.enveloppes.map(enveloppeLue),
    dossiers: c.dossiers.map(d => {
      const { id: _, deporte, rang, ...lu } = dossierLu(d, deports.has(d.id))
      return { ...lu, rang: String(rang), precisions: [...lu.precisions] }
    }),
    remarques: c.remarques,
    signatures: v.signatures.map(x => {
      const m = c.membres.find(y => y.id === x.membreId)
      return { nom: m?.nom ?? 'Membre', siege: m?.siege ?? 'Membre du comité', signature: formatInstant(x.le), reserve: x.reserve }
    }),
  }
}

export const dessinerPv = (donnees: ProcesVerbalDonnees) => rendrePdf('proces-verbal', donnees, { norme: 'UA-1' })
