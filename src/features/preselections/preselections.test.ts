import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { INTENTION, type MondeDeuxTemps, ouvrirDeuxTemps, SLUG_DEUX_TEMPS } from '../../test/deux-temps.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { fermerDocuments } from '../documents/index.ts'

const { dossiers: d, instruction: i } = paths
let m: MondeDeuxTemps
let [gare, col, cours] = ['', '', '']
beforeAll(async () => {
  m = await ouvrirDeuxTemps()
}, 120_000)
afterAll(async () => {
  await fermerDocuments()
  await m.w.close()
})

const lettre = async (id: string, qui: { cookie: string }) => {
  const r = await m.w.get(d.preselection(id), qui.cookie)
  return r.status === 200 ? (await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte : r.status
}
const page = (qui: { cookie: string }, suite = '') => m.lire(m.w.get(i.preselection(SLUG_DEUX_TEMPS) + suite, qui.cookie))
const saisies = async (qui: { cookie: string }) =>
  [...(await (await m.w.get(i.preselection(SLUG_DEUX_TEMPS), qui.cookie)).text()).matchAll(/name="r_([0-9a-f-]{36})"/g)].map(x => x[1]!)

describe('le premier temps', () => {
  it('une intention se dépose sans plan ni dossier complet, et son accusé dit le temps', async () => {
    gare = await m.intention(m.vico)
    const [depot] = await m.q('select temps, contenu from depot where dossier_id = $1', [gare])
    expect(depot).toMatchObject({ temps: 1 })
    expect(JSON.parse(depot!.contenu as string)).toMatchObject({ temps: 'Intention', plan: 'simple', montants: { aide: 12_000_000 } })
    const [courriel] = await m.w.courriels()
    expect(courriel!.sujet.replaceAll('\u00a0', ' ')).toBe('Dossier TLM27-0001, intention, déposé : accusé de réception')
    expect(courriel!.texte.replaceAll('\u00a0', ' ')).toContain('Réponse prévue le 24 mars 2027, à vous seuls.')
    const vue = await m.lire(m.w.get(d.voir(gare), m.vico.cookie))
    for (const mot of ['Intention', 'Réponse prévue le 24 mars 2027']) expect(vue).toContain(mot)
    const { texte: accuse } = await lirePdf(new Uint8Array(await (await m.w.get(d.accuse(gare), m.vico.cookie)).arrayBuffer()))
    expect(accuse).toContain('Dossier n° TLM27-0001, Intention')
  })

  it('le second formulaire n’existe pour personne\u00a0: sa trame se lit, ses étapes ne s’ouvrent pas', async () => {
    expect(await m.lire(m.w.get(paths.appels.questions(SLUG_DEUX_TEMPS, 'dossier_complet')))).toContain('Jours d’ouverture par semaine')
    expect((await m.w.get(d.etape(gare, 'habitants'), m.vico.cookie)).status).not.toBe(200)
  })

  it('la page de l’appel dit les deux temps', async () => {
    const vue = await m.lire(m.w.get(paths.appels.voir(SLUG_DEUX_TEMPS)))
    for (const mot of [
      'Réponses aux intentions : le second temps s’ouvre aux présélectionnés',
      'Dossier complet : clôture à 15 h 59',
      'Dossier complet : comité de sélection',
    ])
      expect(vue).toContain(mot)
  })

  it('les données ouvertes disent les deux temps', async () => {
    const [dispositif] = JSON.parse(await (await m.w.get(paths.donneesOuvertes.appels())).text()) as { description: string }[]
    expect(dispositif!.description.replaceAll('\u00a0', ' ')).toContain('Second temps, « Dossier complet », pour les présélectionnés')
  })

  it('avant le relevé, rien ne se répond ni ne s’annonce', async () => {
    expect(await saisies(m.administratrice)).toEqual([])
    const r = await m.annoncer()
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('TLM27-0001 est en attente du relevé')
  })
})

describe('la présélection', () => {
  beforeAll(async () => {
    m.w.regler('2027-02-15T15:59:59')
    ;[col, cours] = [
      await m.intention(m.venaco),
      await m.intention(m.corte, { ...INTENTION, montant: { ...INTENTION.montant, aide: '140 000' } }),
    ]
    await m.relever()
    m.w.regler('2027-03-22T14:00:00')
  })

  it('une intention ne passe jamais au comité\u00a0: la page dit que la présélection lui répond', async () => {
    const r = await m.w.post(i.comite(gare), {}, m.sud.cookie)
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('C’est une intention : la présélection lui répond.')
    expect(await m.etat(gare)).toEqual({ etat: 'en_instruction', temps: 1 })
  })

  it('chacun ne voit que les intentions de son périmètre\u00a0; d’ailleurs, la page n’existe pas', async () => {
    expect((await saisies(m.administratrice)).sort()).toEqual([gare, col, cours].sort())
    expect(await saisies(m.sud)).toEqual([gare])
    expect((await saisies(m.nord)).sort()).toEqual([col, cours].sort())
    expect((await m.w.get(i.preselection(SLUG_DEUX_TEMPS), m.membre.cookie)).status).toBe(404)
    expect((await m.w.get(i.preselection(SLUG_DEUX_TEMPS), m.vico.cookie)).status).toBe(404)
    const ailleurs = await m.w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [], appels: [] }] })
    expect((await m.w.get(i.preselection(SLUG_DEUX_TEMPS), ailleurs.cookie)).status).toBe(404)
    expect((await m.w.get(i.annonce(SLUG_DEUX_TEMPS), m.sud.cookie)).status).toBe(404)
  })

  it('« à discuter » et un refus sans motif s’enregistrent, et empêchent d’annoncer', async () => {
    expect(
      (await m.repondre(m.administratrice, { [gare]: ['oui', 'Qui ouvre le samedi ?'], [col]: ['non'], [cours]: ['discuter'] })).status,
    ).toBe(303)
    expect(await page(m.administratrice)).toContain(
      '1 présélectionné, 1 non, 1 à discuter. Il envisage 120 000 € ; l’enveloppe a 600 000 €.',
    )
    expect(await m.lire(m.annoncer())).toContain('Rien n’est annoncé : TLM27-0003 est encore à discuter.')
    await m.repondre(m.nord, { [cours]: ['oui'] })
    const r = await m.annoncer()
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('Rien n’est annoncé : le motif manque pour Venaco.')
    expect(await page(m.administratrice, '?vue=sans_motif')).toMatch(/TLM27-0002/)
    expect((await m.q('select count(*)::int as n from preselection where annoncee_le is not null'))[0]!.n).toBe(0)
    expect(await m.lire(m.w.get(d.voir(gare), m.vico.cookie))).not.toContain('présélectionné')
  })

  it('un agent d’un autre département n’y répond pas, même en forçant sa page', async () => {
    await m.w.post(i.preselection(SLUG_DEUX_TEMPS), { [`r_${col}`]: 'oui', [`m_${col}`]: '', [`v_${col}`]: '0' }, m.sud.cookie)
    expect((await m.q('select reponse from preselection where dossier_id = $1', [col]))[0]).toEqual({ reponse: 'non' })
  })

  it('ce que quelqu’un a répondu depuis que la page est ouverte est gardé, et dit', async () => {
    const r = await m.w.post(i.preselection(SLUG_DEUX_TEMPS), { [`r_${col}`]: 'oui', [`m_${col}`]: '', [`v_${col}`]: '1' }, m.nord.cookie)
    expect(r.status).toBe(409)
    expect(await m.lire(r)).toContain('Quelqu’un a répondu entre-temps à TLM27-0002')
    expect((await m.q('select reponse from preselection where dossier_id = $1', [col]))[0]).toEqual({ reponse: 'non' })
  })

  it('un texte trop long est refusé, et rendu', async () => {
    const r = await m.repondre(m.nord, { [col]: ['non', 'x'.repeat(1001)] })
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('x'.repeat(1001))
  })
})

describe('l’annonce', () => {
  beforeAll(async () => {
    await m.repondre(m.nord, { [col]: ['non', 'Clause A2 : le lieu n’est pas connu.'] })
    m.w.regler('2027-03-24T09:00:00')
  })

  it('demande d’abord de confirmer, avec ce qui part', async () => {
    const r = await m.repondre(m.administratrice, {}, 'annoncer')
    expect([r.status, r.headers.get('location')]).toEqual([303, i.annonce(SLUG_DEUX_TEMPS)])
    const vue = await m.lire(m.w.get(i.annonce(SLUG_DEUX_TEMPS), m.administratrice.cookie))
    expect(vue).toContain('2 présélectionnés, 1 non. Toutes les réponses partent au même instant.')
  })

  it('une date de séance illisible est redemandée', async () => {
    const r = await m.annoncer({ seance: 'hier' })
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('value="hier"')
  })

  it('pressée six fois au même instant, elle est faite une fois', async () => {
    const avant = (await m.w.courriels()).length
    const reponses = await Promise.all(Array.from({ length: 6 }, () => m.annoncer({ seance: '22/03/2027' })))
    expect(reponses.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    const faits = reponses.map(r => r.headers.get('location')!.split('fait=')[1])
    expect(faits.toSorted()).toEqual(['annonce-0', 'annonce-0', 'annonce-0', 'annonce-0', 'annonce-0', 'annonce-3'])
    expect((await m.w.courriels()).length - avant).toBe(3)
    expect((await m.w.journal()).filter(e => e.action === 'preselection.annoncee')).toHaveLength(3)
    expect(await Promise.all([gare, col, cours].map(m.etat))).toEqual([
      { etat: 'preselectionne', temps: 2 },
      { etat: 'non_preselectionne', temps: 1 },
      { etat: 'preselectionne', temps: 2 },
    ])
    expect(await m.q('select etat, suite, temps, echeance from instruction where dossier_id = $1', [col])).toEqual([
      { etat: 'non_preselectionne', suite: 'clos', temps: 1, echeance: null },
    ])
  })

  it('les présélectionnés lisent la réponse, ce qu’on leur demande, et que ce n’est pas encore une aide', async () => {
    const vue = await m.lire(m.w.get(d.voir(gare), m.vico.cookie))
    for (const mot of [
      'Vous êtes présélectionnés',
      '2 projets sur 3 passent au second temps. Ce n’est pas encore une aide',
      '« Qui ouvre le samedi ? »',
      '30 juin 2027 à 16 h 00',
      'dans 98 jours',
      'décidée en séance le 22 mars 2027',
      'réponses reprises sur',
      'Renoncer à la présélection',
    ])
      expect(vue).toContain(mot)
    expect(await lettre(gare, m.vico)).toContain('Ce n’est pas encore une aide')
    const courriel = (await m.w.courriels()).find(c => c.destinataire === m.vico.courriel && c.sujet.includes('présélectionnés'))
    expect(courriel!.texte).toContain('Qui ouvre le samedi ?')
  })

  it('un refus est une décision\u00a0: son motif, ses voies de recours, et rien d’autre ne s’ouvre', async () => {
    const vue = await m.lire(m.w.get(d.voir(col), m.venaco.cookie))
    for (const mot of [
      'Votre projet n’est pas présélectionné',
      '3 intentions, 2 présélectionnées',
      'Clause A2 : le lieu n’est pas connu.',
      'voies de recours',
    ])
      expect(vue).toContain(mot)
    const lue = (await lettre(col, m.venaco)) as string
    for (const mot of [
      'n’est pas présélectionné',
      'Clause A2',
      'Recours devant le tribunal administratif',
      'La séance du 22 mars 2027',
      'Décision prise par Administratrice',
    ])
      expect(lue).toContain(mot)
    expect((await m.w.get(d.etape(col, 'habitants'), m.venaco.cookie)).status).not.toBe(200)
    expect((await m.w.post(d.depot(col), { engagements: ['exact'] }, m.venaco.cookie)).status).not.toBe(200)
    expect((await m.etat(col)).etat).toBe('non_preselectionne')
  })

  it('la lettre d’une autre structure n’existe pas\u00a0; le service la lit dans son périmètre seul', async () => {
    expect(await lettre(col, m.vico)).toBe(404)
    expect((await m.w.get(i.lettrePreselection(col), m.nord.cookie)).status).toBe(200)
    expect((await m.w.get(i.lettrePreselection(col), m.sud.cookie)).status).toBe(404)
    expect((await m.w.get(i.lettrePreselection(col), m.membre.cookie)).status).toBe(404)
  })

  it('une réponse annoncée ne change plus, même dans la base', async () => {
    await expect(m.q("update preselection set motif = 'autre' where dossier_id = $1", [col])).rejects.toThrow(
      'une réponse annoncée ne change plus',
    )
    await m.w.post(i.preselection(SLUG_DEUX_TEMPS), { [`r_${col}`]: 'oui', [`m_${col}`]: '', [`v_${col}`]: '0' }, m.nord.cookie)
    expect((await m.etat(col)).etat).toBe('non_preselectionne')
  })
})

describe('repêcher', () => {
  it('demande un motif', async () => {
    m.w.regler('2027-05-01T10:00:00')
    const r = await m.w.post(i.repechage(SLUG_DEUX_TEMPS, col), { motif: '', signataire: '' }, m.administratrice.cookie)
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('Écrivez pourquoi ce projet est repêché')
    expect((await m.w.post(i.repechage(SLUG_DEUX_TEMPS, col), { motif: 'Une place.' }, m.nord.cookie)).status).toBe(404)
  })

  it('redonne autant de jours que les autres en ont eu, à la même heure, par une nouvelle lettre', async () => {
    const corps = { motif: 'Une place s’est libérée.', signataire: '' }
    await m.reussir('repêchage', m.w.post(i.repechage(SLUG_DEUX_TEMPS, col), corps, m.administratrice.cookie))
    expect(await m.etat(col)).toEqual({ etat: 'preselectionne', temps: 2 })
    const vue = await m.lire(m.w.get(d.voir(col), m.venaco.cookie))
    for (const mot of ['Vous êtes présélectionnés', '7 août 2027 à 16 h 00', 'dans 98 jours']) expect(vue).toContain(mot)
    expect(await lettre(col, m.venaco)).toContain('remplace celle qui vous disait')
    expect((await m.w.get(d.etape(col, 'habitants'), m.venaco.cookie)).status).toBe(200)
    const encore = await m.w.post(i.repechage(SLUG_DEUX_TEMPS, col), corps, m.administratrice.cookie)
    expect(encore.status).toBe(409)
  })
})
