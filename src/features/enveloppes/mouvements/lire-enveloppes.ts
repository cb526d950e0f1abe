import type { Tx } from '../../../db/db.ts'
import { type AppelPublie, appelDeVersion } from '../../appels/index.ts'
import { type EnveloppeEmployee, emploiDe } from './emploi.queries.ts'
import { aOuvrir, type EnveloppeDite, type Proposition, proposees } from './propositions.rules.ts'
import { type LigneRegistre, registreDe } from './registre.queries.ts'

/** The money of a call: its envelopes, its ledger, and what the version in force proposes. */
export type EnveloppesLues = {
  enveloppes: EnveloppeEmployee[]
  registre: LigneRegistre[]
  propositions: Proposition[]
  aOuvrir: EnveloppeDite[]
}

export async function lireEnveloppes(tx: Tx, guichetId: string, publie: AppelPublie): Promise<EnveloppesLues> {
  const [enveloppes, registre] = await Promise.all([emploiDe(tx, guichetId, publie.appelId), registreDe(tx, guichetId, publie.appelId)])
  const reponses = new Map(enveloppes.map(e => [e.id, derniereVersion(registre, e.id)]))
  const textes = new Map<string, readonly EnveloppeDite[]>()
  for (const id of new Set([...reponses.values()].filter(v => v !== undefined))) textes.set(id, await ditesPar(tx, guichetId, publie, id))
  const ouvertes = enveloppes.map(e => {
    const textesDe = textes.get(reponses.get(e.id) ?? '')
    return { ...e, repondu: textesDe?.find(d => d.code === e.code)?.montant }
  })
  const dites = publie.appel.enveloppes
  return { enveloppes, registre, propositions: proposees(dites, ouvertes), aOuvrir: aOuvrir(dites, enveloppes) }
}

/** The version of the call that the ledger of an envelope last answers: its opening, or what was done or kept since. */
const derniereVersion = (registre: readonly LigneRegistre[], enveloppeId: string): string | undefined =>
  registre.findLast(l => l.versionId !== null && l.annulePar === null && (l.enveloppeId === enveloppeId || l.versId === enveloppeId))
    ?.versionId ?? undefined

/** What a version said of its envelopes; nothing for a text that is no longer read. */
async function ditesPar(tx: Tx, guichetId: string, publie: AppelPublie, versionId: string): Promise<readonly EnveloppeDite[]> {
  if (versionId === publie.versionId) return publie.appel.enveloppes
  return (await appelDeVersion(tx, guichetId, versionId).catch(() => undefined))?.appel.enveloppes ?? []
}
