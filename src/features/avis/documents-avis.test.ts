import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecAvis, gestesAvis, jobs, lu, poserAvis } from '../../test/avis.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { decideAuComite, notifier } from '../../test/decisions.ts'
import { analyser, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { gestesActes } from '../../test/suivi-actes.ts'
import { fermerDocuments } from '../documents/index.ts'
import { constaterSilences } from './constater.ts'

const i = paths.instruction
const pdf = async (r: Response) => (await lirePdf(Buffer.from(await r.arrayBuffer()))).texte.replaceAll('\u00a0', ' ')

describe('les avis de l’instruction au comité', () => {
  let m: MondeInstruction
  let g: ReturnType<typeof gestesAvis>
  let id: string
  beforeAll(async () => {
    m = await ouvrirInstruction(avecAvis())
    g = gestesAvis(m)
    id = await m.dossier()
  })
  afterAll(async () => {
    await m.w.close()
    await fermerDocuments()
  })

  it('un avis obligatoire qui n’est pas demandé, ou qu’il faut avant la séance, retient le dossier\u00a0; puis la fiche les dit tous', async () => {
    expect((await analyser(m, id)).status).toBe(303)
    const passer = () => m.w.post(i.comite(id), {}, m.referent.cookie)
    const refuse = await lu(await passer())
    for (const mot of [
      'Architecte des bâtiments de France : son avis est obligatoire',
      'Agence régionale de santé : son avis est obligatoire',
    ])
      expect(refuse).toContain(mot)
    await g.demander(id)
    expect(await lu(await passer())).toContain('et attendu jusqu’au 13 octobre 2021')
    await g.rendre(await g.lien('ars@guichet.example'), 'favorable', 'La cantine convient.')
    expect((await passer()).status).toBe(303)
    const page = await lu(await m.w.get(i.analyse(id), m.referent.cookie))
    for (const texte of [page, await pdf(await m.w.get(i.fiche(id), m.referent.cookie))])
      for (const mot of [
        'Avis, Architecte des bâtiments de France (oblige si défavorable) : attendu jusqu’au 28 octobre 2021.',
        'Avis, Agence régionale de santé (obligatoire) : favorable, le 28 septembre 2021. « La cantine convient. »',
        'Avis, Direction de l’environnement (consultatif) : à demander.',
      ])
        expect(texte).toContain(mot)
    m.w.regler('2021-10-29T00:00:00')
    await constaterSilences(jobs(m.w), m.w.horloge.instant)
    expect(await pdf(await m.w.get(i.fiche(id), m.referent.cookie))).toContain('favorable par silence, le 28 octobre 2021.')
    expect(await lu(await m.w.get(i.historique(id), m.referent.cookie))).toContain(
      'constate le silence de Architecte des bâtiments de France, dont le délai s’achevait le 28 octobre 2021',
    )
  })
})

describe('les avis dans la lettre et dans l’acte', () => {
  let m: MondeSuivis
  beforeAll(async () => {
    m = await ouvrirSuivis(avecAvis())
  })
  afterAll(() => m.w.close())
  const poser = async (dossier: string) => {
    await poserAvis(m.w, dossier, m.admin.id, { sens: 'reserve', suite: 'arrete', suiteTexte: 'Les menuiseries sont en bois peint.' })
    await poserAvis(m.w, dossier, m.admin.id, { code: 'ars', force: 'obligatoire', constate: true })
    await poserAvis(m.w, dossier, m.admin.id, { code: 'dreal', force: 'consultatif' })
  }
  const VISAS = [
    'l’avis du 10 septembre 2021, favorable, avec une réserve (Architecte des bâtiments de France, Texte X)',
    'le silence gardé jusqu’au 1er octobre 2021, par lequel l’avis est réputé favorable (Agence régionale de santé, Texte X)',
  ]

  it('la lettre vise les avis rendus et reprend la réserve\u00a0; pas celui qui est attendu', async () => {
    m.w.regler(NOTIFIE)
    const [modele] = (await m.laureats(1)) as [string]
    const [dossier] = (await copiesAuComite(m.w, modele, 1)) as [string]
    await poser(dossier)
    const decision = await decideAuComite(m.w, dossier, m.admin.id, {
      sens: 'retenu',
      montant: 900_000,
      conditions: 'Un panneau est posé.',
    })
    await notifier(m.w, [decision], m.admin.cookie)
    const { lettre } = (await m.w.owner.query('select lettre from notification where dossier_id = $1', [dossier])).rows[0]
    const [vus] = lettre.paragraphes as [string]
    for (const v of VISAS) expect(vus.replaceAll('\u00a0', ' ')).toContain(v)
    expect(vus.startsWith('Vu l’avis')).toBe(true)
    expect(JSON.stringify(lettre)).not.toContain('Direction de l’environnement')
    expect(lettre.conditions).toEqual(['Un panneau est posé.', 'Les menuiseries sont en bois peint.'])
  })

  it('l’arrêté les vise, et un de ses articles reprend la réserve', async () => {
    m.w.regler(NOTIFIE)
    const [dossier] = (await m.laureats(1)) as [string]
    await poser(dossier)
    const g = gestesActes(m)
    m.w.regler('2021-11-10T09:00:00')
    expect((await g.etablir(dossier)).status).toBe(303)
    const [acte] = await g.actes(dossier)
    const texte = await pdf(await m.w.get(paths.actes.pdf(dossier, acte.id), m.vico.cookie))
    for (const mot of [...VISAS, 'Prescriptions tirées des avis', 'Les menuiseries sont en bois peint.']) expect(texte).toContain(mot)
  })
})
