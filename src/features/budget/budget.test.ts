import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { ouvrirPdf } from '../../test/texte-pdf.ts'
import { commencer, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('le budget prévisionnel, tiré du plan', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  let id: string
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
    id = await commencer(w, vico.cookie)
    await w.post(paths.dossiers.etape(id, 'plan'), PLAN, vico.cookie)
  })
  afterAll(() => w.close())

  const depense = (ligne: string, lot: string, libelle: string, nature: string, ht: string, ttc: string) => ({
    [`depenses.${ligne}.lot`]: lot,
    [`depenses.${ligne}.libelle`]: libelle,
    [`depenses.${ligne}.nature`]: nature,
    [`depenses.${ligne}.ht`]: ht,
    [`depenses.${ligne}.ttc`]: ttc,
  })
  const PLAN = {
    _geste: ['lots:portail1', 'lots:former02', 'depenses:ligne001', 'depenses:ligne002', 'depenses:ligne003', 'ressources:cdc00001'].map(
      x => `ajouter:${x}`,
    ),
    'lots.portail1.intitule': 'Portail des familles',
    'lots.portail1.aide': 'oui',
    'lots.former02.intitule': 'Formation',
    ...depense('ligne001', 'portail1', '=1+1', 'prestation', '10 000', '12 000'),
    ...depense('ligne002', 'portail1', 'Hébergement', 'hebergement', '2 500,50', '3 000,60'),
    ...depense('ligne003', 'former02', 'Formation de 14 agents', 'formation', '6 300', '6 300'),
    aide: '12 500,50',
    part: '3 800',
    'ressources.cdc00001.financeur': 'Collectivité de Corse',
    'ressources.cdc00001.origine': 'publique',
    'ressources.cdc00001.etat': 'demandee',
    'ressources.cdc00001.montant': '2 500',
  }

  const textePdf = async (r: Response) => lirePdf(new Uint8Array(await r.arrayBuffer()))

  it('en PDF balisé\u00a0: chaque lot, chaque dépense, chaque financeur, et l’équilibre', async () => {
    const r = await w.get(paths.dossiers.budgetPdf(id), vico.cookie)
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const { texte, titre, roles } = await textePdf(r)
    expect([titre, roles.has('Table')]).toEqual(['Budget prévisionnel', true])
    for (const mot of [
      'Lot 1. Portail des familles, aide demandée',
      'Lot 2. Formation, aide demandée',
      '12 500,50 €',
      '18 800,50 €',
      'Collectivité de Corse',
      'Le plan est équilibré',
    ])
      expect(texte.replaceAll('\u00a0', ' ')).toContain(mot)
  })

  // Seen to fail: with « Part » alone, or « État », to the right in the place of « Montant ».
  it('en PDF, montants et parts se lisent l’un sous l’autre : ils finissent au même bord, les mots commencent au même', async () => {
    const { pages } = await ouvrirPdf(new Uint8Array(await (await w.get(paths.dossiers.budgetPdf(id), vico.cookie)).arrayBuffer()))
    const mots = (await Promise.all(pages.map(p => p.getTextContent()))).flatMap(p => p.items).flatMap(x => ('str' in x ? [x] : []))
    const ou = (texte: string) => {
      const x = mots.findLast(m => m.str.replace(/[\u00a0\u202f]/g, ' ') === texte)!
      return { gauche: Math.round(x.transform[4]), droite: Math.round(x.transform[4] + x.width) }
    }
    expect(ou('2 500,00 €').droite).toBe(ou('12 500,50 €').droite)
    expect(ou('Montant').droite).toBe(ou('12 500,50 €').droite)
    expect(ou('Part').droite).toBe(ou('13,3 %').droite)
    expect(ou('État').gauche).toBe(ou('Demandée').gauche)
  })

  it('en tableur\u00a0: de vrais nombres, des totaux qui se calculent, et un texte reste un texte', async () => {
    const r = await w.get(paths.dossiers.budgetXlsx(id), vico.cookie)
    expect(r.headers.get('content-disposition')).toContain('.xlsx')
    const { sheets } = await readXlsx(new Uint8Array(await r.arrayBuffer()), { readStyles: true })
    const [depenses, ressources] = sheets
    const lignes = depenses!.rows
    expect(lignes[2]!.slice(0, 7)).toEqual([1, '=1+1', '', 'Prestation, développement ou étude', 'Payée par l’aide', 10_000, 12_000])
    const formules = [...(depenses!.cells ?? new Map())].flatMap(([, c]) => (c.formula ? [[c.formula, c.formulaResult ?? c.value]] : []))
    expect(formules).toEqual([
      ['SUM(F3:F4)', 12_500.5],
      ['SUM(G3:G4)', 15_000.6],
      ['SUM(F7:F7)', 6300],
      ['SUM(G7:G7)', 6300],
      ['F5+F8', 18_800.5],
      ['G5+G8', 21_300.6],
    ])
    // each on the line whose first words say so
    const rangs = [...(depenses!.cells ?? new Map())].flatMap(([ou, c]) => (c.formula ? [Number(ou.split(',')[0])] : []))
    expect(rangs.map(r => String(lignes[r]!.find(x => typeof x === 'string' && x !== '')).slice(0, 5))).toEqual(Array(6).fill('Total'))
    expect(ressources!.rows.at(-1)![3]).toBe(18_800.5)
  })

  it('je le joins d’un clic\u00a0; le refaire après un changement remplace le fichier', async () => {
    const produire = () => w.post(paths.dossiers.production(id, 'budget'), {}, vico.cookie)
    expect((await produire()).status).toBe(303)
    await w.post(paths.dossiers.etape(id, 'plan'), { part: '3 800' }, vico.cookie)
    expect((await produire()).status).toBe(303)
    const pieces = await w.auGuichet(tx => tx.selectFrom('piece').select(['id', 'code', 'type']).where('dossier_id', '=', id).execute())
    const budgets = pieces.filter(p => p.code === 'budget')
    expect(budgets.every(p => p.type === 'pdf')).toBe(true)
    const joint = await w.get(paths.dossiers.piece(id, 'budget', budgets.at(-1)!.id), vico.cookie)
    expect([joint.status, (await textePdf(joint)).titre]).toEqual([200, 'Budget prévisionnel'])
    expect(await lisible(await w.get(paths.dossiers.etape(id, 'pieces'), vico.cookie))).toMatch(/budget-itn7-\d{4}\.pdf/)
  })

  // seen to fail: when what comes with the button is not attached
  it('sans script, ce que j’ai choisi à côté part avec « Le produire »\u00a0: rien n’est perdu', async () => {
    const f = new FormData()
    f.append('fichier-deliberation', new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], 'deliberation.pdf'))
    const r = await w.post(paths.dossiers.production(id, 'budget'), f, vico.cookie)
    expect([r.status, r.headers.get('location')]).toEqual([303, `${paths.dossiers.etape(id, 'pieces')}#piece-budget`])
    const page = await (await w.get(paths.dossiers.etape(id, 'pieces'), vico.cookie)).text()
    expect(page).toContain('deliberation.pdf')
    expect(page).toMatch(/form="envoi-pieces" formaction="[^"]*budget\/production"/)
  })

  it('un plan incomplet se lit en disant ce qui manque, et ne se joint pas', async () => {
    const autre = await w.compte({ structures: ['Vico'] })
    const vide = await commencer(w, autre.cookie)
    await w.post(
      paths.dossiers.etape(vide, 'plan'),
      { _geste: 'ajouter:depenses:ligne009', 'depenses.ligne009.ht': '3600 / an' },
      autre.cookie,
    )
    const { texte } = await textePdf(await w.get(paths.dossiers.budgetPdf(vide), autre.cookie))
    expect(texte).toMatch(/Illisible.*À compléter/)
    expect((await w.get(paths.dossiers.budgetXlsx(vide), autre.cookie)).status).toBe(200)
    const r = await w.post(paths.dossiers.production(vide, 'budget'), {}, autre.cookie)
    expect([r.status, (await lisible(r)).includes('n’a pas encore de total')]).toEqual([422, true])
  })

  it('après la clôture, je lis qu’elle est passée, pas que mon plan n’a pas de total', async () => {
    w.regler('2021-09-18T10:00:00')
    const r = await w.post(paths.dossiers.production(id, 'budget'), {}, vico.cookie)
    const page = await lisible(r)
    expect([r.status, page.includes('n’a pas encore de total')]).toEqual([422, false])
    expect(page).toContain('clos')
    w.regler('2021-09-13T10:00:00')
  })

  it('une autre structure ne trouve rien', async () => {
    const voisin = await w.compte({ structures: ['Cargèse'] })
    expect((await w.get(paths.dossiers.budgetPdf(id), voisin.cookie)).status).toBe(404)
    expect((await w.get(paths.dossiers.budgetXlsx(id), voisin.cookie)).status).toBe(404)
  })
})
