import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { gestesComplements } from '../../test/complements.ts'
import { decideAuComite } from '../../test/decisions.ts'
import { analyser, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { releverVagues } from '../instruction/index.ts'
import { jouerEnvois } from '../notifications/index.ts'

/** The call of 2021 without its relevé: a dossier is instructed from its filing on. */
const SANS = (t: string) => t.replace('      releve: 2021-09-20\n', '')
let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction(SANS)
})
afterAll(() => m.w.close())

const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const etat = async (id: string) => (await m.w.owner.query('select etat from dossier where id = $1', [id])).rows[0].etat
const depose = async () => {
  m.w.regler('2021-09-13T10:00:00')
  const id = await dossierPret(m.w, m.porteur.cookie)
  expect((await deposer(m.w, m.porteur.cookie, id)).status).toBe(303)
  return id
}

describe('un appel sans relevé\u00a0: l’instruction commence au dépôt', () => {
  // seen to fail: the dossier stayed « déposé », and nobody could take it in charge
  it('avant de déposer, après, dans l’accusé et chez le service, tout le monde lit la même chose', async () => {
    m.w.regler('2021-09-13T10:00:00')
    const id = await dossierPret(m.w, m.porteur.cookie)
    const avant = await lire(m.w.get(paths.dossiers.etape(id, 'depot'), m.porteur.cookie))
    expect(avant).toContain('L’instruction commence aussitôt : relisez avant de déposer, car le dossier ne se modifie plus ensuite.')
    expect(avant).not.toContain('vous pouvez corriger et déposer de nouveau')
    expect((await deposer(m.w, m.porteur.cookie, id)).status).toBe(303)
    expect(await etat(id)).toBe('en_instruction')
    const ligne = await ligneDe(m.w, id)
    expect(ligne).toMatchObject({ etat: 'en_instruction', suite: 'prendre', echeance_motif: 'recevabilite', releve_id: null })
    expect(ligne.echeance?.toISOString()).toBe('2021-11-13T22:59:59.000Z')
    const page = await lire(m.w.get(`${paths.dossiers.voir(id)}?depose=1`, m.porteur.cookie))
    for (const mot of ['Votre dossier est déposé', 'En instruction', 'L’instruction a commencé avec le dépôt', 'écrivez au service'])
      expect(page).toContain(mot)
    expect(page).not.toContain('Modifier le dossier')
    expect(page).not.toContain('relevés')
    const [courriel] = (await m.w.courriels()).filter(c => c.dossier_id === id)
    expect(courriel!.texte).toContain('L’instruction commence aujourd’hui. Le dossier ne se modifie plus.')
    const pdf = await lirePdf(Buffer.from(await (await m.w.get(paths.dossiers.accuse(id), m.porteur.cookie)).arrayBuffer()))
    expect(pdf.texte.replace(/\s+/g, ' ')).toContain('L’instruction commence avec ce dépôt')
    expect(await lire(m.w.get(paths.instruction.historique(id), m.referent.cookie))).toContain('dépose le dossier : l’instruction commence')
    const boite = await lire(m.w.get(paths.instruction.boite, m.referent.cookie))
    expect(boite).toContain((await ligneDe(m.w, id)).numero)
    expect(await lire(m.w.get(paths.appels.voir(SLUG)))).toContain('Chaque dossier est instruit dès son dépôt')
    expect(await lire(m.w.get(paths.administration.releves(SLUG), m.administratrice.cookie))).toContain(
      'chaque dossier est instruit dès son dépôt',
    )
  })

  it('déposé, il ne se rouvre plus, même avant la clôture', async () => {
    const id = await depose()
    await m.w.post(paths.dossiers.reouverture(id), {}, m.porteur.cookie)
    expect(await etat(id)).toBe('en_instruction')
    await m.w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Un autre titre' }, m.porteur.cookie)
    expect((await ligneDe(m.w, id)).titre).toBe('Un guichet en ligne pour les familles')
  })

  // seen to fail: five of six were told that the dossier no longer changes
  it('six dépôts du même dossier au même instant en font un, et chacun y arrive', async () => {
    m.w.regler('2021-09-13T10:00:00')
    const id = await dossierPret(m.w, m.porteur.cookie)
    const six = await Promise.all(Array.from({ length: 6 }, () => deposer(m.w, m.porteur.cookie, id)))
    expect(six.map(r => r.headers.get('location'))).toEqual(Array(6).fill(`${paths.dossiers.voir(id)}?depose=1`))
    const { rows } = await m.w.owner.query('select count(*)::int as n from depot where dossier_id = $1', [id])
    expect(rows[0].n).toBe(1)
  })

  it('sans attendre de clôture, du dépôt à la lettre\u00a0: pris en charge, complété, analysé, au comité, décidé, notifié', async () => {
    const id = await depose()
    m.w.regler('2021-09-14T09:00:00')
    expect((await m.w.post(paths.instruction.priseEnCharge(id), {}, m.referent.cookie)).status).toBe(303)
    const g = gestesComplements(m, id)
    expect((await g.demander()).status).toBe(303)
    expect((await g.repondre()).status).toBe(303)
    expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'en_instruction', version: 2, points_recus: 1 })
    const [demande] = await g.demandes()
    const clore = { note: 'Chiffre vérifié.', tout: 'oui' }
    expect((await m.w.post(paths.instruction.clotureComplement(id, demande!.id), clore, m.referent.cookie)).status).toBe(303)
    expect((await analyser({ w: m.w, referent: m.referent }, id)).status).toBe(303)
    expect((await m.w.post(paths.instruction.comite(id), {}, m.referent.cookie)).status).toBe(303)
    // still before the closing of the call
    m.w.regler('2021-09-16T09:00:00')
    const decision = await decideAuComite(m.w, id, m.administratrice.id, { sens: 'partiel', montant: 900_000 })
    const a = paths.administration
    expect((await m.w.post(a.confirmation(SLUG), { decisions: [decision] }, m.administratrice.cookie)).status).toBe(303)
    expect((await m.w.post(a.envois(SLUG), {}, m.administratrice.cookie)).status).toBe(303)
    await jouerEnvois(m.w.deps)
    expect(await etat(id)).toBe('retenu')
    expect(await lire(m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).toContain('Votre projet est retenu en partie')
  })

  it('ce qui fut déposé quand l’appel avait un relevé reste modifiable jusqu’à la clôture, puis le service le prend', async () => {
    m.w.regler('2021-09-13T11:00:00')
    await publier(m.w, t => `${t}\n# avec un relevé\n`)
    const id = await depose()
    expect(await etat(id)).toBe('depose')
    await publier(m.w, t => `${SANS(t)}\n# puis sans\n`)
    m.w.regler('2021-09-17T23:59:59')
    await releverVagues(m.w.deps, m.w.horloge.instant)
    expect(await etat(id)).toBe('depose')
    m.w.regler('2021-09-18T00:00:00')
    await releverVagues(m.w.deps, m.w.horloge.instant)
    await releverVagues(m.w.deps, m.w.horloge.instant)
    expect(await ligneDe(m.w, id)).toMatchObject({
      etat: 'en_instruction',
      suite: 'prendre',
      echeance_motif: 'recevabilite',
      releve_id: null,
    })
    expect((await m.w.journal()).filter(e => e.action === 'dossier.releve').map(e => e.objet_id)).toEqual([id])
    expect(await lire(m.w.get(paths.instruction.historique(id), m.referent.cookie))).toContain('commence l’instruction du dossier')
  })
})
