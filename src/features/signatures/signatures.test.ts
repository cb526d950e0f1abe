import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import {
  APRES_LE_COMITE,
  aSigner,
  delegation,
  EN_2021,
  engagerTout,
  enregistrer,
  faireSigner,
  lireTout,
  ouvrirSignatures,
  presenter,
  signer,
  texteDe,
} from '../../test/signataires.ts'
import { SLUG } from '../../test/vico.ts'
import { jouerEnvois } from '../notifications/index.ts'

/** A call for which the prefect signs, and the general secretary under a delegation: what the service presents, what they do with it. */
const { administration: a, signatures: s } = paths
type Ouvertes = Awaited<ReturnType<typeof ouvrirSignatures>>
let m: Ouvertes['m']
let qui: Ouvertes['qui']
beforeAll(async () => {
  ;({ m, qui } = await ouvrirSignatures())
}, 120_000)
afterAll(() => m.w.close())
beforeEach(() => m.w.regler(APRES_LE_COMITE))

const q = async (t: string, v: unknown[] = []) => (await m.w.owner.query(t, v)).rows
const retenus = async (n: number, montant = 900_000) => {
  const dossiers = await m.dossiers(n)
  const decisions: string[] = []
  for (const d of dossiers) decisions.push(await m.decide(d, { sens: 'retenu', montant }))
  return { dossiers, decisions }
}
const deleguer = async (v: Record<string, string>) => {
  const cle = nouvelId()
  const dates = { ...EN_2021, cle, ...v }
  expect((await enregistrer(m.w, m.admin.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, dates))).status).toBe(303)
  return cle
}
const envoyer = async () => {
  const r = await m.w.post(a.lettresDues(SLUG), {}, m.admin.cookie)
  await jouerEnvois(m.w.deps)
  return r
}
const vider = async () => {
  const ids = (await q('select decision_id from presentation')).map(r => r.decision_id)
  await m.w.post(a.reprisePresentation(SLUG), { decisions: ids }, m.admin.cookie)
}

describe('présenter, lire, signer', () => {
  it('une fois un signataire désigné, personne ne confirme à sa place\u00a0: le service présente, et reprend tant que rien n’est signé', async () => {
    const { decisions } = await retenus(1)
    const refus = await m.w.post(a.confirmation(SLUG), { decisions }, m.admin.cookie)
    expect([refus.status, (await texteDe(refus)).includes('présentez les décisions à sa signature')]).toEqual([422, true])
    expect((await presenter(m.w, m.admin.cookie, decisions)).status).toBe(303)
    expect((await aSigner(m.w, qui.prefet)).attendues).toHaveLength(1)
    expect(await texteDe(presenter(m.w, m.admin.cookie, decisions))).toContain('Cette décision est déjà à la signature')
    await vider()
    expect((await aSigner(m.w, qui.prefet)).attendues).toHaveLength(0)
    expect((await q('select count(*)::int as n from confirmation'))[0].n).toBe(0)
  })

  // Seen to fail: « cette page n’existe pas », then without the line.
  it('qui ne fait que signer a sa journée\u00a0: ce qui attend sa signature, et plus rien une fois signé', async () => {
    const journee = () => texteDe(m.w.get(paths.instruction.journee, qui.prefet.cookie))
    expect(await journee()).toMatch(/Rien ne vous attend .*Lire ce que vous avez signé/)
    const { decisions } = await retenus(2)
    await presenter(m.w, m.admin.cookie, decisions)
    expect(await journee()).toMatch(/2 décisions attendent votre signature\. À signer 2 .*18 000 €\. .*Lire et signer/)
    // nobody else's day says it, the administration's neither
    for (const autre of [qui.secretaire, m.admin])
      expect(await texteDe(m.w.get(paths.instruction.journee, autre.cookie))).not.toContain('votre signature')
    await signer(m.w, qui.prefet, await lireTout(m.w, qui.prefet))
    expect(await journee()).not.toContain('votre signature')
  })

  it('ce qui n’est pas lu ne se signe pas\u00a0; lu, il est signé, et la signature dit qui, comme quoi, quoi et quand', async () => {
    const { dossiers, decisions } = await retenus(2)
    await presenter(m.w, m.admin.cookie, decisions, { avecActe: true })
    const [x, y] = (await aSigner(m.w, qui.prefet)).attendues.map(p => p.id) as [string, string]
    const sansLire = await signer(m.w, qui.prefet, [x, y])
    expect([sansLire.status, (await texteDe(sansLire)).includes('Rien n’est lu encore')]).toEqual([422, true])
    const page = await texteDe(m.w.get(s.lire(x), qui.prefet.cookie))
    for (const mot of ['À signer : 2 décisions, 18 000 €', 'Arrête :', 'Camille Exemple', 'J’ai lu ce document', 'Votre projet'])
      expect(page).toContain(mot)
    await lireTout(m.w, qui.prefet)
    const r = await signer(m.w, qui.prefet, [x, y])
    expect(r.headers.get('location')).toBe(`${s.aSigner}?fait=signes-2`)
    const signees = await q('select * from signature_decision where decision_id = any($1)', [decisions])
    expect(signees).toHaveLength(2)
    expect(signees[0]).toMatchObject({ compte_id: qui.prefet.id, signataire_id: qui.prefet.fonction, delegation_id: null })
    expect(signees[0].mentions).toMatchObject({ nom: 'Camille Exemple', qualite: 'Le préfet de Corse', service: 'Préfecture de Corse' })
    // nothing leaves in the first ten minutes, nor without an engagement number
    expect(await texteDe(envoyer())).toContain('Signée il y a moins de dix minutes')
    m.w.regler('2021-11-01T14:11:00')
    expect(await texteDe(envoyer())).toContain('Sans numéro d’engagement')
    expect(await m.etat(dossiers[0]!)).toBe('delibere')
    expect((await engagerTout(m.w, m.admin.cookie))!.status).toBe(303)
    expect((await envoyer()).status).toBe(303)
    // the letter and the act together, to the word of what was signed
    expect(await m.etat(dossiers[0]!)).toBe('retenu')
    const lettre = await m.lettre(dossiers[0]!, m.vico.cookie)
    for (const mot of ['Décision prise par Camille Exemple, le 1er novembre 2021', 'Le préfet de Corse', 'Préfecture de Corse'])
      expect(lettre).toContain(mot)
    const [acte] = await q(
      'select numero, signe_le::text, signataire_id, sha256 = signe_sha256 as pareil from acte where dossier_id = $1',
      [dossiers[0]],
    )
    expect(acte).toMatchObject({ signe_le: '2021-11-01', signataire_id: qui.prefet.fonction, pareil: true })
    expect((await q('select etape from suivi where dossier_id = $1', [dossiers[0]]))[0].etape).toBe('conventionne')
    // what left is not taken back
    await m.w.post(s.annulation, {}, qui.prefet.cookie)
    expect((await q('select count(*)::int as n from signature_decision where annulee_le is not null'))[0].n).toBe(0)
  })

  it('dans les dix minutes, une signature se reprend et la décision attend de nouveau\u00a0; après, non', async () => {
    const { decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions)
    const ids = await lireTout(m.w, qui.prefet, decisions)
    await signer(m.w, qui.prefet, ids)
    m.w.regler('2021-11-01T14:09:00')
    expect((await m.w.post(s.annulation, {}, qui.prefet.cookie)).headers.get('location')).toContain('repris-1')
    expect((await signer(m.w, qui.prefet, ids)).status).toBe(303)
    m.w.regler('2021-11-01T14:20:00')
    expect((await m.w.post(s.annulation, {}, qui.prefet.cookie)).headers.get('location')).toContain('repris-0')
    expect(
      (await q('select count(*)::int as n from signature_decision where decision_id = $1 and annulee_le is null', decisions))[0].n,
    ).toBe(1)
  })

  it('un document qui change après la lecture n’est pas signé\u00a0: la page montre ce qui a changé', async () => {
    const { decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions)
    const ids = await lireTout(m.w, qui.prefet, decisions)
    await q("update structure set nom = 'Olmeto-Plage' where nom = 'Olmeto'")
    const r = await signer(m.w, qui.prefet, ids)
    expect([r.status, (await texteDe(r)).includes('Ce document a changé depuis votre lecture')]).toEqual([409, true])
    const { attendues } = await aSigner(m.w, qui.prefet)
    expect(attendues.find(p => p.id === ids[0])!.etat).toBe('change')
    expect(await texteDe(m.w.get(s.lire(ids[0]!), qui.prefet.cookie))).toContain('Vous aviez lu')
    await lireTout(m.w, qui.prefet, decisions)
    expect((await signer(m.w, qui.prefet, ids)).status).toBe(303)
    await q("update structure set nom = 'Olmeto' where nom = 'Olmeto-Plage'")
  })

  it('six signatures à la fois du même document n’en font qu’une', async () => {
    const { decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions, { avecActe: true })
    const ids = await lireTout(m.w, qui.prefet, decisions)
    const reponses = await Promise.all(Array.from({ length: 6 }, () => signer(m.w, qui.prefet, ids)))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect((await q('select count(*)::int as n from signature_decision where decision_id = $1', decisions))[0].n).toBe(1)
  })
})

describe('refuser', () => {
  it('rendue avec une note que le porteur ne reçoit pas, la décision se corrige, puis se présente à nouveau', async () => {
    const { dossiers, decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions)
    const [p] = (await aSigner(m.w, qui.prefet)).attendues.filter(x => x.decisionId === decisions[0])
    expect((await m.w.post(s.refus(p!.id), { pour: 'corriger', note: '' }, qui.prefet.cookie)).status).toBe(422)
    const avant = (await m.w.courriels()).length
    const note = 'Préciser que le lot 2 peut être présenté en 2022.'
    expect((await m.w.post(s.refus(p!.id), { pour: 'ne_pas_suivre', note }, qui.prefet.cookie)).status).toBe(303)
    const courriels = (await m.w.courriels()).slice(avant)
    expect(courriels.map(c => c.destinataire)).not.toContain(m.vico.courriel)
    expect(courriels).toHaveLength(1)
    expect(await texteDe(m.w.get(a.bureau(SLUG), m.admin.cookie))).toContain(note)
    expect(await texteDe(m.w.get(paths.dossiers.voir(dossiers[0]!), m.vico.cookie))).not.toContain('lot 2 peut')
    const correction = {
      vue: decisions[0]!,
      sens: 'partiel',
      montant: '5 000',
      rang: '',
      motif: 'Le lot 2 attend.',
      conditions: '',
      raison: 'Note du préfet.',
    }
    const corrigee = await m.w.post(a.correction(SLUG, dossiers[0]!), correction, m.admin.cookie)
    expect([corrigee.status, corrigee.status === 303 || (await texteDe(corrigee))]).toEqual([303, true])
    const nouvelle = (await q('select id from decision where remplace_id = $1', decisions))[0].id
    await faireSigner(m.w, m.admin.cookie, qui.prefet, [nouvelle])
    expect((await q('select count(*)::int as n from signature_decision where decision_id = $1', [nouvelle]))[0].n).toBe(1)
  })

  it('sans note, ou par quelqu’un qui ne signe pas, rien n’est rendu ni signé', async () => {
    const { decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions)
    const ids = await lireTout(m.w, qui.prefet, decisions)
    for (const cookie of [m.admin.cookie, m.referent.cookie, m.vico.cookie]) {
      expect((await m.w.get(s.aSigner, cookie)).status).toBe(404)
      expect((await m.w.post(s.signature, { actes: ids }, cookie)).status).toBe(404)
      expect((await m.w.post(s.refus(ids[0]!), { pour: 'corriger', note: 'Non.' }, cookie)).status).toBe(404)
    }
    for (const cookie of [qui.prefet.cookie, m.referent.cookie, m.vico.cookie])
      expect((await m.w.get(a.bureau(SLUG), cookie)).status).toBe(404)
    await vider()
  })
})

describe('par délégation', () => {
  it('la déléguée signe «\u00a0pour le préfet et par délégation\u00a0» dans sa limite\u00a0; au-delà, le document revient au préfet', async () => {
    const id = await deleguer({ plafond_acte: '9 000', plafond_total: '15 000' })
    const { decisions } = await retenus(2)
    const [gros] = (await retenus(1, 900_001)).decisions
    await presenter(m.w, m.admin.cookie, [...decisions, gros!])
    const vue = await aSigner(m.w, qui.secretaire)
    expect(vue.attendues.find(p => p.decisionId === gros)!.refus).toMatch(/dépasse le plafond de 9\s000\s€/)
    const ids = await lireTout(m.w, qui.secretaire, decisions)
    expect(ids).toHaveLength(2)
    // each within the ceiling of an act, both beyond the ceiling in all: one is signed, the other refused with why
    const r = await signer(m.w, qui.secretaire, ids)
    expect([r.status, (await texteDe(r)).match(/dépasse son plafond de 15 000 € en tout : il en reste 6 000 €/)?.length]).toEqual([409, 1])
    const [signee] = await q('select mentions, delegation_id from signature_decision where decision_id = any($1)', [decisions])
    expect(signee).toMatchObject({
      delegation_id: id,
      mentions: { pour: 'Pour le préfet de Corse et par délégation', qualite: 'La secrétaire générale' },
    })
    // what is cancelled is given back
    await m.w.post(s.annulation, {}, qui.secretaire.cookie)
    expect((await q('select count(*)::int as n from emploi_delegation where delegation_id = $1 and rendu_le is null', [id]))[0].n).toBe(0)
    // the end of a delegation, in the middle of a signature
    const relus = await lireTout(m.w, qui.secretaire, decisions)
    expect((await m.w.post(a.finDelegation(SLUG, id), { motif: 'Fin de l’essai.' }, m.admin.cookie)).status).toBe(303)
    expect(await texteDe(signer(m.w, qui.secretaire, relus))).toContain('a pris fin le')
    const restees = await lireTout(m.w, qui.prefet)
    expect((await signer(m.w, qui.prefet, restees)).status).toBe(303)
  })

  it('un rôle repris entre la lecture et la signature\u00a0: rien n’est signé', async () => {
    const { decisions } = await retenus(1)
    await presenter(m.w, m.admin.cookie, decisions)
    await deleguer({ plafond_acte: '', plafond_total: '', arrete_numero: 'SANS-LIMITE' })
    const ids = await lireTout(m.w, qui.secretaire, decisions)
    expect(ids).toHaveLength(1)
    await m.w.post(a.finSignataire(SLUG, qui.secretaire.fonction), {}, m.admin.cookie)
    expect([404, 409]).toContain((await signer(m.w, qui.secretaire, ids)).status)
    expect((await q('select count(*)::int as n from signature_decision where decision_id = $1', decisions))[0].n).toBe(0)
  })
})
