import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecInvestissements, TROIS } from '../../test/appels/investissements.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { commencer, deposer, lisible, publier, remplir } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let vico: Compte
beforeAll(async () => {
  w = await openWorld()
  await publier(w, avecInvestissements)
})
beforeEach(async () => {
  vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
})
afterAll(() => w.close())

describe('ces lignes se lisent partout où le plan se lit', () => {
  const depose = async () => {
    const id = await commencer(w, vico.cookie)
    await remplir(w, vico.cookie, id, { plan: TROIS })
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    return id
  }
  const pdf = async (chemin: string) =>
    (await lirePdf(new Uint8Array(await (await w.get(chemin, vico.cookie)).arrayBuffer()))).texte.replace(/\s/g, ' ')

  it('la relecture, le PDF, l’accusé et le budget ont le rang, les réponses et ce qui est calculé', async () => {
    const id = await depose()
    const relu = await lisible(await w.get(paths.dossiers.voir(id), vico.cookie))
    expect(relu).toMatch(/Rang Dépense Nature .* Heures gagnées par mois/)
    for (const chemin of [paths.dossiers.pdf(id), paths.dossiers.accuse(id)])
      expect(await pdf(chemin)).toMatch(/1 Portail des familles.*12 h.*Accueil.*Mairie ; École.*3 000,?0* €/)
    expect(await pdf(paths.dossiers.budgetPdf(id))).toMatch(/Précisions sur chaque dépense.*1\. Portail des familles 12 h Accueil/)
    const r = await w.get(paths.dossiers.budgetXlsx(id), vico.cookie)
    const [titres, ...lignes] = (await readXlsx(Buffer.from(await r.arrayBuffer()))).sheets[0]!.rows
    expect(titres).toEqual(expect.arrayContaining(['Rang', 'Heures gagnées par mois', 'Part aidée']))
    expect(lignes.find(l => l[1] === 'Portail des familles')?.slice(7)).toEqual([
      12,
      'Accueil',
      expect.stringMatching(/Mairie\s; École/),
      'Le plus attendu.',
      3_000,
    ])
  })

  it('le dépôt garde le rang et le calcul de chaque ligne, comme le fichier qu’on emporte', async () => {
    const id = await depose()
    const d = (await (await w.get(paths.dossiers.donnees(id), vico.cookie)).json()) as { listes: { depenses: Record<string, unknown>[] } }
    expect(d.listes.depenses.map(l => [l.rang, l.libelle, l.gain, l.aide_ligne])).toEqual([
      [1, 'Portail des familles', 12, 300_000],
      [2, 'Formation', 4, 0],
      [3, 'Borne', 3, 125_025],
    ])
  })

  it('le service exporte une ligne par dépense, son dossier en tête', async () => {
    const id = await depose()
    const { cookie } = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    const liste = await (await w.get(paths.instruction.boite, cookie)).text()
    const href = /href="([^"]*tableau=tous[^"]*)"/.exec(liste)![1]!.replaceAll('&amp;', '&')
    const r = await w.get(href, cookie)
    const { sheets } = await readOds(Buffer.from(await r.arrayBuffer()))
    const [titres, ...lignes] = sheets.find(f => f.name === 'plan')!.rows
    expect(titres).toEqual(expect.arrayContaining(['Numéro du dossier', 'Rang', 'Dépense', 'Heures gagnées par mois', 'Part aidée (€)']))
    const { numero } = (await (await w.get(paths.dossiers.donnees(id), vico.cookie)).json()) as { numero: string }
    expect(lignes.filter(l => l[0] === numero).map(l => l[titres!.indexOf('Dépense')])).toEqual([
      'Portail des familles',
      'Formation',
      'Borne',
    ])
  })

  it('la page publique des questions dit ce que chaque dépense demande', async () => {
    const texte = await lisible(await w.get(paths.appels.questions('itn7-axe3-corse-2021', 'volets_1_2_3')))
    expect(texte).toMatch(/rangées par priorité.*Heures gagnées par mois nombre.*Part aidée calculé par le site/)
  })
})
