import type { Config, GuichetConfig } from '../../../config.ts'
import type { Tx } from '../../../db/db.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { compterEchus, type ObjetEchu } from '../../conservation/index.ts'
import { adresseSeule, entetesDe } from '../../courriels/index.ts'
import { lignePrevue } from '../../donnees-ouvertes/index.ts'

/** What people will see of settings. `nom`, `valeur`: the columns of a line of open data. */
export type Apercu = {
  guichet: GuichetConfig
  de: string
  repondreA: string
  ligne: readonly { nom: string; valeur: string }[]
  /** What is past its term with these durations, in words; nothing when there is none. */
  echus: string | undefined
  annuaire: string
}

const MOTS: Record<ObjetEchu, [string, string]> = {
  brouillon: ['brouillon', 'brouillons'],
  refuse: ['dossier refusé ou retiré', 'dossiers refusés ou retirés'],
  suivi: ['projet aidé', 'projets aidés'],
  compte: ['compte', 'comptes'],
}
const dire = (n: Record<ObjetEchu, number>): string | undefined =>
  enumeration((Object.keys(MOTS) as ObjetEchu[]).flatMap(o => (n[o] > 0 ? [pluriel(n[o], ...MOTS[o])] : []))) || undefined

type Quoi = { tx: Tx; guichetId: string; instant: Date; config: Config }
/** Read from what makes it: the headers of mails, the columns of the file, the query of the daily erasure. */
export async function apercuDe({ tx, guichetId, instant, config }: Quoi, guichet: GuichetConfig): Promise<Apercu> {
  const { de, repondreA } = entetesDe(guichet)
  const adresse = de.adresse ?? adresseSeule(config.SMTP_EXPEDITEUR)
  return {
    guichet,
    de: `${de.nom} <${adresse}>`,
    repondreA: repondreA ?? adresse,
    ligne: lignePrevue(guichet.attribuant),
    echus: dire(await compterEchus(tx, { guichetId, durees: guichet.conservation, instant })),
    annuaire: guichet.annuaire.adresse ?? config.ANNUAIRE_ENTREPRISES_URL ?? '',
  }
}
