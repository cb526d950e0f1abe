import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { type MondeInstances, ouvrirInstances } from '../../test/instances.ts'
import { aSigner, autorite, delegation, engagerTout, enregistrer, lireTout, presenter, signer } from '../../test/signataires.ts'
import { SLUG } from '../../test/vico.ts'

const { administration: a, comite: p } = paths
let m: MondeInstances
let dossier: string
beforeAll(async () => {
  m = await ouvrirInstances()
}, 120_000)
beforeEach(async () => {
  await m.q("update dossier set etat = 'en_instruction' where etat in ('au_comite', 'delibere')")
  ;[dossier] = (await m.dossiers(1)) as [string]
})
afterAll(() => m.w.close())

const rendu = async (plus: Record<string, string> = {}) => {
  const seance = await m.commission([dossier])
  const r = await m.rendre(seance, dossier, plus)
  if (r.status !== 303) throw new Error(await m.lire(r))
  return seance
}
const DEFAVORABLE = { sens: 'defavorable', pour: '0', contre: '4', raison: 'Rang 4 de la commune.' }

describe('décider d’un dossier qui demande un avis', () => {
  // seen to fail: with an opinion that counts before its procès-verbal is frozen
  it('avant l’avis c’est refusé, d’une phrase\u00a0; après l’avis, tant que le procès-verbal n’est pas signé, aussi', async () => {
    const seance = await m.comite([dossier])
    const r = await m.decider(seance, dossier)
    expect([r.status, await m.lire(r)]).toEqual([
      422,
      expect.stringContaining('« Commission d’élus » donne d’abord son avis sur ce dossier (10 000 €)'),
    ])
    const avis = await rendu()
    expect(await m.lire(await m.decider(seance, dossier))).toContain('séance du 26 octobre 2021, n’est pas encore signé')
    // seen to fail: without `avisEnListe`, and with an opinion said before its procès-verbal is sealed
    const enFichier = async () =>
      (await (await m.w.get(`${paths.instruction.boite}?format=csv`, m.administratrice.cookie)).text()).replace(/\u00a0/g, ' ')
    expect(await enFichier()).toMatch(/Avis : Commission d’élus[\s\S]*Procès-verbal à signer/)
    await m.sceller(avis)
    expect(await enFichier()).toContain('Favorable, le 26 octobre 2021')
    expect((await m.decider(seance, dossier)).status).toBe(303)
    expect(await m.decisions(dossier)).toMatchObject([{ sens: 'retenu', montant: 1_000_000, hors_avis: '' }])
  })

  it('le montant accordé rejuge le besoin\u00a0: 6 000 € juste se décide sans l’avis, un centime de plus le demande', async () => {
    const seance = await m.comite([dossier])
    expect((await m.decider(seance, dossier, { sens: 'partiel', montant: '6 000,01' })).status).toBe(422)
    expect((await m.decider(seance, dossier, { sens: 'partiel', montant: '6 000' })).status).toBe(303)
  })

  it('un refus attend l’avis de ce qui était proposé\u00a0; l’ajourner ne l’attend pas', async () => {
    const seance = await m.comite([dossier])
    expect((await m.decider(seance, dossier, { sens: 'non_retenu', montant: '', motif: 'Trop tôt.' })).status).toBe(422)
    expect((await m.decider(seance, dossier, { sens: 'ajourne', montant: '', motif: 'Une pièce manque.' })).status).toBe(303)
  })

  it('un avis reporté n’est pas un avis', async () => {
    await m.sceller(await rendu({ sens: 'reporte', pour: '', contre: '', abstention: '', raison: 'Il manque le plan.' }))
    const seance = await m.comite([dossier])
    expect(await m.lire(await m.decider(seance, dossier))).toContain('il a été reporté le 26 octobre 2021')
  })

  it('un avis qui n’est pas suivi demande pourquoi\u00a0; la raison est gardée avec la décision', async () => {
    await m.sceller(await rendu(DEFAVORABLE))
    const seance = await m.comite([dossier])
    const salle = await m.lire(m.w.get(p.salleDossier(seance, dossier), m.administratrice.cookie))
    expect(salle).toContain('Commission d’élus : défavorable, le 26 octobre 2021 (0 pour, 4 contre, 0 abstention). Rang 4 de la commune.')
    const r = await m.decider(seance, dossier, { conclusion: 'Débat.' })
    expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining('dites pourquoi il n’est pas suivi')])
    expect((await m.decider(seance, dossier, { hors_avis: 'Le pont menace.' })).status).toBe(303)
    expect(await m.decisions(dossier)).toMatchObject([{ sens: 'retenu', hors_avis: 'Le pont menace.' }])
  })
})

describe('un avis rendu compte, même quand le montant accordé ne le demande plus', () => {
  it('défavorable sur 10 000 €, 5 000 € accordés\u00a0: il faut dire pourquoi', async () => {
    await m.sceller(await rendu(DEFAVORABLE))
    const seance = await m.comite([dossier])
    const moins = { sens: 'partiel', montant: '5 000' }
    expect((await m.decider(seance, dossier, moins)).status).toBe(422)
    expect((await m.decider(seance, dossier, { ...moins, hors_avis: 'Le pont menace.' })).status).toBe(303)
  })

  it('favorable, puis refusé\u00a0: il faut dire pourquoi', async () => {
    await m.sceller(await rendu())
    const seance = await m.comite([dossier])
    const non = { sens: 'non_retenu', montant: '', motif: 'Le terrain est vendu.' }
    expect((await m.decider(seance, dossier, non)).status).toBe(422)
    expect((await m.decider(seance, dossier, { ...non, hors_avis: 'Le terrain est vendu depuis.' })).status).toBe(303)
  })
})

describe('confirmer', () => {
  // seen to fail: without `sansDelegation` in `signer-pour.ts`
  it('un avis suivi se signe par délégation\u00a0; un avis qui ne l’est pas, par le préfet lui-même. La lettre dit l’avis', async () => {
    m.w.regler('2021-11-01T14:00:00')
    const qui = await autorite(m.w, m.administratrice.cookie)
    const dates = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021', cle: nouvelId() }
    const pose = await enregistrer(m.w, m.administratrice.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, dates))
    expect(pose.status).toBe(303)
    m.w.regler('2021-10-18T09:00:00')
    const [suivi, contre] = (await m.dossiers(2)) as [string, string]
    const avis = await m.commission([suivi, contre])
    await m.rendre(avis, suivi)
    await m.rendre(avis, contre, DEFAVORABLE)
    await m.sceller(avis)
    const seance = await m.comite([suivi, contre])
    for (const d of [suivi, contre]) expect((await m.decider(seance, d, { hors_avis: 'Le pont menace.' })).status).toBe(303)
    expect(await m.decisions(suivi)).toMatchObject([{ hors_avis: '' }])
    m.w.regler('2021-11-01T14:00:00')
    const { cookie } = m.administratrice
    await m.w.post(p.cloture(seance), {}, cookie)
    await m.w.post(p.procesVerbal(seance), {}, cookie)
    await m.w.post(p.signatureProcesVerbal(seance), { version: '1', reserve: '' }, m.regionale.cookie)
    expect((await m.w.post(p.gelProcesVerbal(seance), { version: '1', motif: 'Une signature manque.' }, cookie)).status).toBe(303)
    const ids = [(await m.decisions(suivi))[0].id, (await m.decisions(contre))[0].id] as const
    expect((await presenter(m.w, cookie, ids)).status).toBe(303)
    const refus = (await aSigner(m.w, qui.secretaire)).attendues.map(x => [x.dossierId, x.refus])
    expect(Object.fromEntries(refus)).toEqual({
      [suivi]: undefined,
      [contre]: 'L’avis rendu sur ce dossier n’est pas suivi\u00a0: l’autorité décide et signe elle-même, sans délégation',
    })
    expect((await signer(m.w, qui.secretaire, await lireTout(m.w, qui.secretaire))).status).toBe(303)
    expect((await signer(m.w, qui.prefet, await lireTout(m.w, qui.prefet))).status).toBe(303)
    m.w.regler('2021-11-01T14:15:00')
    await engagerTout(m.w, cookie)
    expect((await m.w.post(a.envois(SLUG), {}, cookie)).status).toBe(303)
    // shown to the commission at its next séance, once told
    m.w.regler('2021-10-18T09:00:00')
    const [autre] = (await m.dossiers(1)) as [string]
    const suivante = await m.commission([autre])
    const lirePage = (cookie: string) => m.lire(m.w.get(p.salle(suivante), cookie))
    expect(await lirePage(m.regionale.cookie)).not.toContain('Le pont menace.')
    await m.q("update notification set envoyee_le = $2, sha256 = repeat('a', 64), cle = 'lettre' where dossier_id = $1", [
      contre,
      m.w.horloge.instant,
    ])
    expect(await lirePage(m.regionale.cookie)).toContain('Le pont menace.')
    const { rows } = await m.q('select lettre from notification where dossier_id = $1', [contre])
    expect(JSON.stringify(rows[0].lettre).replace(/[\u00a0\u202f]/g, ' ')).toContain(
      'Cette décision est prise vu l’avis défavorable de « Commission d’élus », séance du 26 octobre 2021 (0 pour, 4 contre, 0 abstention). Rang 4 de la commune.',
    )
  })
})
