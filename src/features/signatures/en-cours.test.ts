import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { codeTotp, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { inscrire } from '../../test/second-facteur.ts'
import {
  APRES_LE_COMITE,
  agent,
  aSigner,
  delegation,
  EN_2021,
  engagerTout,
  enregistrer,
  fonctionDe,
  lireTout,
  nommer,
  ouvrirSignatures,
  presenter,
  SECRETAIRE,
  signer,
  texteDe,
} from '../../test/signataires.ts'
import { SLUG } from '../../test/vico.ts'
import { acteurDuCompte } from '../comptes/index.ts'
import { lignesDe } from '../conservation/archive/archive.queries.ts'
import { mesDecisionsSignees } from '../conservation/compte.queries.ts'
import { jouerEnvois } from '../notifications/index.ts'

/** What changes between the page that somebody reads and the signature that they send, then between it and the letter. */
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
const signees = async (decisions: readonly string[]): Promise<number> =>
  (await q('select count(*)::int as n from signature_decision where decision_id = any($1) and annulee_le is null', [decisions]))[0].n

type Personne = { id: string; cookie: string; fonction: string }
/** Decisions of 9 000 € that wait, and somebody who signs them under a delegation of their own. */
async function enAttente(n: number, v: Record<string, string> = {}) {
  const dossiers = await m.dossiers(n)
  const decisions: string[] = []
  for (const d of dossiers) decisions.push(await m.decide(d, { sens: 'retenu', montant: 900_000 }))
  expect((await presenter(m.w, m.admin.cookie, decisions)).status).toBe(303)
  return { dossiers, decisions, ...(await deleguee(v)) }
}
async function deleguee(v: Record<string, string>) {
  const compte = await agent(m.w, 'Adjoint')
  expect((await nommer(m.w, m.admin.cookie, compte.id, { ...SECRETAIRE, depuis: '01/01/2020' })).status).toBe(303)
  const elle: Personne = { ...compte, fonction: await fonctionDe(m.w, compte.id) }
  const id = nouvelId()
  const dates = {
    ...EN_2021,
    plafond_acte: '',
    plafond_total: '',
  }
  const form = delegation(qui.prefet.fonction, elle.fonction, { ...dates, cle: id, ...v })
  expect((await enregistrer(m.w, m.admin.cookie, form)).status).toBe(303)
  return { elle, delegationId: id }
}

describe('entre la lecture et la signature', () => {
  it('la délégation arrive à son terme\u00a0: à minuit passé, ce qui était lu ne se signe plus', async () => {
    const { decisions, elle } = await enAttente(1, { au: '01/11/2021' })
    const ids = await lireTout(m.w, elle, decisions)
    m.w.regler('2021-11-02T00:00:00')
    const r = await signer(m.w, elle, ids)
    expect([r.status, (await texteDe(r)).includes('a pris fin le')]).toEqual([409, true])
    expect(await signees(decisions)).toBe(0)
    expect((await aSigner(m.w, elle)).attendues.find(p => p.id === ids[0])!.refus).toContain('a pris fin le')
    // the last second of the last day was still in time
    m.w.regler('2021-11-01T23:59:59')
    expect((await signer(m.w, elle, ids)).status).toBe(303)
  })

  it('le plafond en tout est atteint par une autre signature\u00a0: la seconde, déjà lue, revient au préfet', async () => {
    const { decisions, elle } = await enAttente(2, { plafond_total: '15 000' })
    const [un, deux] = (await lireTout(m.w, elle, decisions)) as [string, string]
    expect((await signer(m.w, elle, [un])).status).toBe(303)
    const r = await signer(m.w, elle, [deux])
    expect([r.status, (await texteDe(r)).includes('dépasse son plafond de 15 000 € en tout')]).toEqual([409, true])
    expect(await signees(decisions)).toBe(1)
    const restee = (await aSigner(m.w, qui.prefet)).attendues.filter(p => decisions.includes(p.decisionId))
    expect(restee.map(p => [p.id, p.refus])).toEqual([[deux, undefined]])
  })

  it('six signatures à la fois, et un plafond qui n’en couvre que deux\u00a0: deux passent, les quatre autres sont refusées, au centime', async () => {
    const { decisions, elle, delegationId } = await enAttente(6, { plafond_total: '26 999' })
    const ids = await lireTout(m.w, elle, decisions)
    const reponses = await Promise.all(ids.map(id => signer(m.w, elle, [id])))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 303, 409, 409, 409, 409])
    const emploi = 'select coalesce(sum(ajout), 0)::int as n from emploi_delegation where delegation_id = $1 and rendu_le is null'
    expect([await signees(decisions), (await q(emploi, [delegationId]))[0].n]).toEqual([2, 1_800_000])
  })
})

describe('entre la signature et la lettre', () => {
  it.each([
    [
      'la délégation prend fin',
      (v: { delegationId: string }) => m.w.post(a.finDelegation(SLUG, v.delegationId), { motif: 'Fin.' }, m.admin.cookie),
    ],
    ['la personne quitte ses fonctions', (v: { elle: Personne }) => m.w.post(a.finSignataire(SLUG, v.elle.fonction), {}, m.admin.cookie)],
  ])(
    '%s\u00a0: ce qui était signé à temps part tel qu’il a été signé, et ne se reprend plus par qui n’est plus là',
    async (_quoi, partir) => {
      const v = await enAttente(1)
      expect((await signer(m.w, v.elle, await lireTout(m.w, v.elle, v.decisions))).status).toBe(303)
      m.w.regler('2021-11-01T14:05:00')
      expect((await partir(v)).status).toBe(303)
      m.w.regler('2021-11-01T14:30:00')
      expect([303, 404]).toContain((await m.w.post(s.annulation, {}, v.elle.cookie)).status)
      expect(await signees(v.decisions)).toBe(1)
      await engagerTout(m.w, m.admin.cookie)
      // others of this file still wait, and are refused with why
      await m.w.post(a.lettresDues(SLUG), {}, m.admin.cookie)
      await jouerEnvois(m.w.deps)
      expect(await m.etat(v.dossiers[0]!)).toBe('retenu')
      const lettre = await m.lettre(v.dossiers[0]!, m.vico.cookie)
      for (const mot of ['Dominique Modèle', 'Pour le préfet de Corse et par délégation', 'le 1er novembre 2021'])
        expect(lettre).toContain(mot)
    },
  )

  it('la lettre part scellée, et qui la reçoit peut la vérifier', async () => {
    const [l] = await q(
      "select n.id, n.dossier_id, n.sha256 as lettre, d.sha256 as sceau from notification n join document_scelle d on d.objet_id = n.id and d.nature = 'lettre' limit 1",
    )
    expect(l.sceau).toBe(l.lettre)
    const octets = Buffer.from(await (await m.w.get(paths.dossiers.notification(l.dossier_id), m.vico.cookie)).arrayBuffer())
    expect(octets.includes('/SubFilter /ETSI.CAdES.detached')).toBe(true)
    const f = new FormData()
    f.append('fichier', new File([octets], 'lettre.pdf', { type: 'application/pdf' }))
    const r = await m.w.post(paths.verifier, f)
    const page = await texteDe(m.w.get(r.headers.get('location')!))
    expect(page).toContain('Ce document est entier')
    expect(page).toContain('Lettre de décision ITN7')
    for (const secret of ['Vico', 'Modèle', '9 000']) expect(page).not.toContain(secret)
  })
})

describe('ce qui a été signé', () => {
  it('est dans l’archive de l’appel, et chaque personne emporte ses signatures, aucune d’une autre', async () => {
    const { id } = (await q('select id from appel where slug = $1', [SLUG]))[0]
    const archive: Record<string, unknown>[] = []
    for await (const l of lignesDe(m.w.ctx(), id, 'decisions_signees')) archive.push(...(l as Record<string, unknown>[]))
    const toutes = await q('select id, compte_id from signature_decision')
    expect(archive.map(l => l.id).sort()).toEqual(toutes.map(l => l.id).sort())
    expect(archive[0]).toMatchObject({ mentions: { nom: 'Dominique Modèle' }, annulee_le: null })
    const emporte = async (compteId: string) => {
      const lues: Record<string, unknown>[] = []
      const qui = await m.w.auGuichet(tx => acteurDuCompte(tx, m.w.guichetId, compteId))
      for await (const l of mesDecisionsSignees({ ...m.w.ctx(), acteur: qui })) lues.push(...(l as Record<string, unknown>[]))
      return lues
    }
    const [une] = toutes
    expect((await emporte(une.compte_id)).map(l => l.id).sort()).toEqual(
      toutes
        .filter(l => l.compte_id === une.compte_id)
        .map(l => l.id)
        .sort(),
    )
    expect(await emporte(m.admin.id)).toEqual([])
  })
})

describe('le second facteur, au moment de signer', () => {
  it('est redemandé\u00a0: un mauvais code, un code trop ancien ou déjà servi ne signe rien\u00a0; le bon ramène, et la signature passe', async () => {
    const { decisions } = await enAttente(2)
    const compte = await agent(m.w, 'Préfète')
    expect((await nommer(m.w, m.admin.cookie, compte.id, { ...SECRETAIRE, en_propre: 'oui', depuis: '01/01/2020' })).status).toBe(303)
    await oublierLimites(m.w)
    const n = navigateur(m.w)
    const { secret } = await inscrire(m.w, n, compte.courriel)
    const elle = { id: compte.id, cookie: n.cookie()! }
    const [un, deux] = (await lireTout(m.w, elle, decisions)) as [string, string]
    const essayer = (id: string) => n.post(s.signature, { actes: id })
    const donner = (code: string, retour: string) => n.post(paths.compte.confirmation, { code, retour })
    const vieillir = () => q("update session_http set confirmee_le = now() - interval '6 minutes' where user_id = $1", [compte.id])

    await vieillir()
    const demande = await essayer(un)
    const ou = new URL(demande.headers.get('location')!, 'http://g')
    expect([demande.status, ou.pathname]).toEqual([303, paths.compte.confirmation])
    const retour = ou.searchParams.get('retour')!
    expect(await texteDe(n.get(ou.pathname + ou.search))).toContain('Vous allez signer. Donnez une nouvelle fois votre second facteur.')
    for (const faux of ['000000', codeTotp(secret, -10), codeTotp(secret, 10)]) expect((await donner(faux, retour)).status).toBe(422)
    expect((await essayer(un)).headers.get('location')).toContain(paths.compte.confirmation)
    expect(await signees(decisions)).toBe(0)

    const bon = codeTotp(secret)
    const r = await donner(bon, retour)
    expect([r.status, r.headers.get('location')]).toEqual([303, retour])
    expect(await texteDe(n.get(retour))).toContain('Votre second facteur est donné. Vous pouvez signer.')
    expect((await essayer(un)).headers.get('location')).toBe(`${s.aSigner}?fait=signes-1`)

    // five minutes later it is asked again, and the code that has served serves no more
    await vieillir()
    expect((await essayer(deux)).headers.get('location')).toContain(paths.compte.confirmation)
    expect((await donner(bon, retour)).status).toBe(422)
    expect((await essayer(deux)).headers.get('location')).toContain(paths.compte.confirmation)
    expect(await signees(decisions)).toBe(1)
  })
})
