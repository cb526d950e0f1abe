import { paths } from '../../src/paths.ts'
import type { MondeCommun } from './monde.ts'
import type { Voie } from './notifier.ts'
import { Surprise, type Visiteur } from './visiteur.ts'

const a = paths.administration
const s = paths.signatures
const PRESENTEES = '2021-11-08T08:00:00'
const LUES = '2021-11-08T08:20:00'
/** Nothing leaves for ten minutes after a signature. */
const ENGAGEES = '2021-11-08T08:45:00'

/** A prefect signs for the call: their letters leave with what they signed. */
export const SIGNEES: Voie = { decider: signerDecisions, envois: a.lettresDues }

/**
 * Where a call has somebody who signs: the decisions are put before the prefect, who reads each to its end and signs them all; the numbers of
 * engagement of those that grant an aid are then pasted. Their acts come back as scans later, as they did that year.
 */
async function signerDecisions(m: MondeCommun, admin: Visiteur, decisions: readonly string[]) {
  const { slug } = m.appel
  await m.regler(PRESENTEES)
  await admin.envoyer(a.presentation(slug), { decisions: [...decisions] }, 'présenter les décisions à la signature')
  await m.regler(LUES)
  const prefet = await m.persona('signataire')
  const actes: string[] = []
  for (let vers: string = s.aSigner; actes.length < decisions.length; ) {
    const page = await prefet.lire(vers, 'lire ce qui est à signer')
    const [acte, empreinte] = [
      /action="\/a-signer\/([0-9a-f-]{36})\/lecture"/.exec(page)?.[1],
      /name="empreinte" value="([^"]*)"/.exec(page)?.[1],
    ]
    if (!acte || !empreinte) throw new Surprise('lire ce qui est à signer', vers, `${actes.length} documents lus sur ${decisions.length}`)
    actes.push(acte)
    vers = (await prefet.envoyer(s.lecture(acte), { empreinte }, 'avoir lu')).vers
  }
  await prefet.envoyer(s.signature, { actes }, 'signer les décisions')
  await m.regler(ENGAGEES)
  const bureau = await admin.lire(a.bureau(slug), 'lire ce qui suit la signature')
  const aides = [...new Set(bureau.match(/\bITN7-\d{4}\b/g) ?? [])]
  const engagements = aides.map((numero, i) => `${numero};${2_103_481_200 + i}`).join('\n')
  await admin.envoyer(a.engagements(slug), { engagements }, 'écrire les engagements')
}
