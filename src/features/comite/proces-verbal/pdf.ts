import type { Config } from '../../../config.ts'
import { formatInstant, formatJour } from '../../../lib/dates.ts'
import { enTeteDe, type ProcesVerbalDonnees, rendrePdf } from '../../documents/index.ts'
import type { Seance } from '../seance.ts'
import type { VersionPv } from './proces-verbal.queries.ts'
import { dossierLu, enveloppeLue, essentielDe, etatDe, nonSignatairesDe, phraseNonSignataires, presenceDe } from './pv.mots.ts'

type Lu = { v: VersionPv; derniere: boolean; deports: ReadonlySet<string> }

/** The procès-verbal as a document; for a reader in conflict on some of it, an extract that says so. Pure. */
export function donneesPv(s: Seance, { v, derniere, deports }: Lu, config: Config): ProcesVerbalDonnees {
  const { contenu: c } = v
  const etat =
    deports.size > 0 ? `${etatDe(v, derniere)}\u00a0; extrait, sans le débat des dossiers dont vous êtes déporté` : etatDe(v, derniere)
  return {
    ...enTeteDe(s.appel, config),
    etabliLe: v.figeLe ?? v.le,
    titre: `${deports.size > 0 ? 'Extrait du procès-verbal' : 'Procès-verbal'} de la séance du ${formatJour(new Date(c.tenueLe))}`,
    appel: c.appel,
    etat,
    essentiel: [
      { libelle: 'État', valeur: etat },
      ...essentielDe(c),
      ...(v.gelMotif ? [{ libelle: 'N’ont pas signé', valeur: phraseNonSignataires(v) }] : []),
    ],
    membres: c.membres.map(m => ({ nom: m.nom, siege: m.siege, presence: presenceDe(m) })),
    enveloppes: c.enveloppes.map(enveloppeLue),
    dossiers: c.dossiers.map(d => {
      const { id: _, deporte, rang, ...lu } = dossierLu(d, deports.has(d.id))
      return { ...lu, rang: String(rang), precisions: [...lu.precisions] }
    }),
    remarques: c.remarques,
    signatures: [
      ...v.signatures.map(x => {
        const m = c.membres.find(y => y.id === x.membreId)
        return { nom: m?.nom ?? 'Membre', siege: m?.siege ?? 'Membre du comité', signature: formatInstant(x.le), reserve: x.reserve }
      }),
      ...nonSignatairesDe(v).map(m => ({ nom: m.nom, siege: m.siege, signature: 'N’a pas signé', reserve: '' })),
    ],
  }
}

export const dessinerPv = (donnees: ProcesVerbalDonnees) => rendrePdf('proces-verbal', donnees, { norme: 'UA-1' })
