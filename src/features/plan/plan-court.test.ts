import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeForfait, ouvrirForfait, PLAN_CALCULE } from '../../test/forfait.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { commencer } from '../../test/vico.ts'
import { publierFichier } from '../appels/index.ts'
import { CONTENU_VIDE } from '../contenu/index.ts'
import { planDe } from './plan-du-contenu.ts'

/** A call with a short plan and a rate of 20 to 40 %, and one with a whole plan whose aid is computed: the same porteur, the same day. */
let m: MondeForfait
beforeAll(async () => {
  m = await ouvrirForfait()
  const court = readFileSync('src/test/appels/plan-court.yml', 'utf8')
  for (const texte of [court, PLAN_CALCULE()]) {
    const r = await m.w.auGuichet(tx => publierFichier(tx, m.w.ctx(), texte))
    if (!r.ok) throw new Error(JSON.stringify(r.error))
  }
})
afterAll(() => m.w.close())

const { dossiers: d, instruction: i } = paths
const page = (chemin: string, qui = m.porteur) => m.lire(m.w.get(chemin, qui.cookie))
const pdf = async (chemin: string) =>
  (await lirePdf(Buffer.from(await (await m.w.get(chemin, m.porteur.cookie)).arrayBuffer()))).texte.replace(/[\s\u00a0\u202f]+/g, ' ')
const ouvrir = (slug: string) => commencer(m.w, m.porteur.cookie, { slug })

describe('un plan court\u00a0: le coût, l’aide, les autres aides publiques', () => {
  let id: string
  const plan = (champs: Record<string, string>) =>
    m.ecrire(id, 'plan', { cout: '100 000', autres_aides: '10 000', aide: '40 000', ...champs })

  it('trois champs, et le vrai maximum avec sa clause', async () => {
    id = await ouvrir('petits-travaux-2027')
    await m.ecrire(id, 'projet', { titre: 'Voie du moulin', volet: 'voirie', actions: ['refaire'] })
    await plan({ aide: '45 000' })
    const lue = await page(d.etape(id, 'plan'))
    for (const mot of [
      'Coût total du projet',
      'Autres aides publiques',
      'Vous demandez 45 000 € : c’est 5 000 € de plus que le maximum, 40 000 €, soit 40 % du coût total',
      '55 000 € d’aides publiques, l’aide comprise',
    ])
      expect(lue).toContain(mot)
    expect(lue).not.toContain('Découper en lots')
    expect((await m.deposer(id)).status).toBe(422)
  })

  it('un champ qui manque est demandé, jamais compté pour zéro', async () => {
    await plan({ autres_aides: '' })
    const lue = await page(d.etape(id, 'depot'))
    expect(lue).toContain('les autres aides publiques')
    expect((await m.deposer(id)).status).toBe(422)
    expect((await m.w.get(d.importPlan(id), m.porteur.cookie)).status).toBe(404)
    expect((await m.w.get(d.budgetXlsx(id), m.porteur.cookie)).status).toBe(404)
  })

  it('le reste à payer se lit à la relecture, dans l’accusé, l’export et l’instruction', async () => {
    await plan({})
    const relue = await page(d.etape(id, 'depot'))
    for (const mot of ['Qui paie', 'Reste à payer', '50 000,00 €', 'Coût total', '100 000,00 €']) expect(relue).toContain(mot)
    await m.reussir('dépôt', m.deposer(id))
    const contenu = await m.depot(id)
    expect(contenu).toMatchObject({
      plan: 'simple',
      montants: { aide: 4_000_000, part: 5_000_000, autres: 1_000_000, cout_global: 10_000_000 },
    })
    expect(contenu).not.toHaveProperty('aide_calculee')
    expect((await m.q('select origine, montant::int from ressource where dossier_id = $1 order by rang', [id])).rows).toEqual([
      { origine: 'aide', montant: 4_000_000 },
      { origine: 'part', montant: 5_000_000 },
      { origine: 'autre', montant: 1_000_000 },
    ])
    expect(await pdf(d.accuse(id))).toContain('Coût global 100 000,00 €')
    expect(await pdf(d.pdf(id))).toContain('Reste à payer')
    await m.q("update dossier set etat = 'en_instruction' where id = $1", [id])
    const lue = await page(i.dossier(id), m.referent)
    expect(lue).not.toContain('Base éligible')
  })
})

describe('un plan complet dont l’aide est calculée', () => {
  it('le test d’éligibilité demande toutes les dépenses, jamais l’aide, et la donne', async () => {
    const slug = 'classes-mobiles-2027'
    const lu = await page(paths.eligibilite.tester(slug))
    expect(lu).toContain('Équipements')
    expect(lu).not.toContain('Aide que vous demandez')
    const q = new URLSearchParams({
      structure: 'Vico',
      part: '4 900',
      autres: '0',
      depense_equipements: '7 000',
      nombre_equipements: '30',
      partenaires: '0',
    })
    expect(await page(`${paths.eligibilite.resultat(slug)}?${q}`)).toContain('30 % × 7 000 € = 2 100 €')
    q.delete('depense_equipements')
    expect(await page(`${paths.eligibilite.resultat(slug)}?${q}`)).toContain('il manque les dépenses')
  })

  it('avec un plan court, il demande le coût et dit le vrai maximum', async () => {
    const q = new URLSearchParams({ structure: 'Vico', actions: 'voirie:refaire', cout: '100 000', aide: '45 000', autres: '0' })
    const lu = await page(`${paths.eligibilite.resultat('petits-travaux-2027')}?${q}`)
    expect(lu).toContain('c’est 5 000 € de plus que le maximum, 40 000 €, soit 40 % du coût total')
    expect(lu).toContain('Coût total 100 000 €, aide demandée 45 000 €')
  })

  it('l’aide suit les dépenses, le budget prévisionnel la porte, et un champ à son nom n’est pas lu', async () => {
    const id = await ouvrir('classes-mobiles-2027')
    await m.ecrire(id, 'projet', { titre: 'Tablettes', volet: 'pret', actions: ['tablettes'], nombre_equipements: '30' })
    await m.reussir('ligne', m.ecrire(id, 'plan', { part: '4 900', _geste: 'ajouter:depenses:aaaaaaaa' }))
    const lignes = (await m.q('select reponses from dossier where id = $1', [id])).rows[0].reponses.lignes.depenses as string[]
    const cellule = (colonne: string) => `depenses.${lignes[0]}.${colonne}`
    expect(await page(d.etape(id, 'plan'))).toContain('À compléter : il manque')
    await m.ecrire(id, 'plan', {
      [cellule('libelle')]: 'Tablettes',
      [cellule('nature')]: 'equipements',
      [cellule('ht')]: '7 000',
      aide: '6 999',
    })
    const lue = await page(d.etape(id, 'plan'))
    for (const mot of ['Calculée par le guichet', '30 % × 7 000 € = 2 100 €', 'Le plan est équilibré.']) expect(lue).toContain(mot)
    expect((await m.q('select aide_demandee::int, cout_global::int from dossier where id = $1', [id])).rows).toEqual([
      { aide_demandee: 210_000, cout_global: 700_000 },
    ])
    const budget = await pdf(d.budgetPdf(id))
    expect(budget).toContain('Aide calculée')
    expect(budget).toContain('2 100,00 €')
  })
})

describe('le reste à payer d’un plan court', () => {
  it.each([
    [{ cout: 10_000, aide: 4_000, autres_aides: 1_000 }, 5_000],
    [{ cout: 10_000, aide: 4_000, autres_aides: 7_000 }, -1_000],
    [{ cout: 10_000, aide: 4_000 }, 'vide'],
    [{ cout: 10_000, autres_aides: 0 }, 'vide'],
    [{ aide: 4_000, autres_aides: 0 }, 'vide'],
  ] as const)('de %o est %s\u00a0: ce qui manque n’est jamais zéro', (valeurs, part) => {
    expect(planDe({ plan: 'simple' }, { ...CONTENU_VIDE, valeurs }).part).toBe(part)
  })
})
