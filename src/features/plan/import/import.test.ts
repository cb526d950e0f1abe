import { writeOds } from 'hucre/ods'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { commencer, lisible, publier } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

describe('importer des dépenses depuis un tableur', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
  })
  // one draft a test: the same person who begins twice finds their draft again
  beforeEach(async () => {
    vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
  })
  afterAll(() => w.close())

  type Ecrit = { valeurs: Record<string, unknown>; lignes: { depenses?: string[]; lots?: string[] }; retraits: unknown[] }
  const contenu = async (id: string): Promise<Ecrit> =>
    w.auGuichet(async tx => {
      const { reponses } = await tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow()
      return { lignes: {}, retraits: [], ...(reponses as unknown as Pick<Ecrit, 'valeurs'>) }
    })
  const depenses = async (id: string) => {
    const c = await contenu(id)
    return (c.lignes.depenses ?? []).map(l => ({
      libelle: c.valeurs[`depenses.${l}.libelle`],
      nature: c.valeurs[`depenses.${l}.nature`],
      ht: c.valeurs[`depenses.${l}.ht`],
      lot: c.valeurs[`lots.${c.valeurs[`depenses.${l}.lot`]}.intitule`],
    }))
  }
  const coller = (id: string, texte: string) => w.post(paths.dossiers.importPlan(id), { texte }, vico.cookie)
  const envoyer = (id: string, octets: Uint8Array | string, nom: string, cookie = vico.cookie) => {
    const corps = new FormData()
    corps.append('fichier', new Blob([octets as BlobPart]), nom)
    return w.post(paths.dossiers.importPlan(id), corps, cookie)
  }
  const cache = (html: string, nom: string) =>
    (new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('&#39;', "'")
  /** What the button of the preview sends. */
  const confirmation = async (r: Response, plus: Record<string, string> = {}) => {
    const html = await r.text()
    return { donnees: cache(html, 'donnees'), cle: cache(html, 'cle'), quoi: /name="quoi" value="(\w+)"/.exec(html)?.[1] ?? '', ...plus }
  }
  const confirmer = async (id: string, r: Response, plus: Record<string, string> = {}) =>
    w.post(paths.dossiers.importPlan(id), await confirmation(r, plus), vico.cookie)

  const TABLEAU = [
    'Budget du portail\t\t\t\t\t',
    'Lot\tDésignation\tPrestataire\tNature de la dépense\tCoût H.T. (€)\tCoût T.T.C.',
    'Portail\tDéveloppement du portail\tConsultation en cours\tPrestation\t12 500,50 €\t15 000,60',
    'Formation\tFormation de 14 agents\t\tFormation et accompagnement\t6\u202f300\t',
    'Portail\tHébergement, 12 mois\t\thebergement\t3.600,00\t',
    '\tTotal\t\t\t22 400,50\t',
  ].join('\n')

  it('je colle mes cellules, je relis, j’importe\u00a0: lignes, natures, montants et lots sont là', async () => {
    const id = await commencer(w, vico.cookie)
    const vu = await coller(id, TABLEAU)
    expect(vu.status).toBe(200)
    expect(await lisible(vu.clone())).toMatch(
      /3 lignes\s+prêtes.*Lignes de total laissées de côté\s: 6.*Lots à créer\s: Portail, Formation/,
    )
    expect(await depenses(id)).toEqual([])
    const fait = await confirmer(id, vu)
    expect(fait.status).toBe(303)
    expect(fait.headers.get('location')).toMatch(
      new RegExp(`^${paths.dossiers.etape(id, 'plan')}\\?importe=depenses:[a-z0-9]{8}:3#depenses$`),
    )
    expect(await depenses(id)).toEqual([
      { libelle: 'Développement du portail', nature: 'prestation', ht: 1_250_050, lot: 'Portail' },
      { libelle: 'Formation de 14 agents', nature: 'formation', ht: 630_000, lot: 'Formation' },
      { libelle: 'Hébergement, 12 mois', nature: 'hebergement', ht: 360_000, lot: 'Portail' },
    ])
    expect((await w.journal()).at(-1)).toMatchObject({ action: 'dossier.enregistre', objet_id: id, donnees: { champs: ['importer'] } })
  })

  it('trois lignes fausses\u00a0: chacune dit sa ligne, sa colonne, sa valeur et pourquoi\u00a0; rien n’est importé sans que je le veuille', async () => {
    const id = await commencer(w, vico.cookie)
    const vu = await coller(
      id,
      [
        'Dépense;Nature;Montant HT',
        'Portail;prestation;12 000',
        'Accueil;voirie;1 000',
        ';formation;500',
        'Postes;materiel;3600 / an',
      ].join('\n'),
    )
    expect(vu.status).toBe(422)
    const texte = await lisible(vu.clone())
    expect(texte).toMatch(/1 ligne\s+prête\s*, 3 à corriger/)
    expect(texte).toMatch(/3 Nature voirie Cette nature n’est pas dans la liste/)
    expect(texte).toMatch(/4 Dépense vide Dites ce que c’est/)
    expect(texte).toMatch(/5 Montant HT 3600 \/ an « 3600 \/ an » n’est pas un montant/)
    expect((await confirmer(id, vu.clone(), { quoi: 'tout' })).status).toBe(422)
    expect(await depenses(id)).toEqual([])
    expect((await confirmer(id, vu)).status).toBe(303)
    expect(await depenses(id)).toMatchObject([{ libelle: 'Portail', ht: 1_200_000 }])
  })

  it('remplacer retire d’un coup les dépenses d’avant, et un bouton les rétablit toutes', async () => {
    const id = await commencer(w, vico.cookie)
    await confirmer(id, await coller(id, TABLEAU))
    await confirmer(id, await coller(id, 'Dépense;HT\nUne seule;10'), { mode: 'remplacer' })
    expect(await depenses(id)).toMatchObject([{ libelle: 'Une seule', ht: 1000 }])
    const html = await (await w.get(paths.dossiers.etape(id, 'plan'), vico.cookie)).text()
    expect(html).toContain('les 3\u00a0dépenses d’avant l’import')
    const geste = /value="(retablir:[a-z0-9]{8})"/.exec(html)![1]!
    await w.post(paths.dossiers.etape(id, 'plan'), { _geste: geste, _base: '{}' }, vico.cookie)
    expect((await depenses(id)).map(d => d.libelle)).toEqual([
      'Développement du portail',
      'Formation de 14 agents',
      'Hébergement, 12 mois',
      'Une seule',
    ])
  })

  it('le bouton pressé six fois à la fois n’importe qu’une fois', async () => {
    const id = await commencer(w, vico.cookie)
    const corps = await confirmation(await coller(id, TABLEAU))
    const faits = await Promise.all(Array.from({ length: 6 }, () => w.post(paths.dossiers.importPlan(id), corps, vico.cookie)))
    expect(faits.map(r => r.status)).toEqual(Array(6).fill(303))
    expect(await depenses(id)).toHaveLength(3)
    expect((await contenu(id)).lignes.lots).toHaveLength(2)
  })

  const FEUILLE = [
    ['Dépense', 'HT', 'TTC'],
    ['Portail', 12_500.5, 15_000.6],
    ['Un tiers', 100 / 3, null],
    ['=1+1', 20, null],
  ]
  it.each([
    ['XLSX', () => writeXlsx({ sheets: [{ name: 'Budget', rows: FEUILLE }] }), 'budget.xlsx'],
    ['ODS', () => writeOds({ sheets: [{ name: 'Budget', rows: FEUILLE }] }), 'budget.ods'],
    [
      'CSV de Windows',
      async () => Buffer.from('D\xe9pense;HT;TTC\r\nPortail;12500,5;15000,6\r\nUn tiers;33,33;\r\n=1+1;20;\r\n', 'latin1'),
      'b.csv',
    ],
    ['CSV à virgules', async () => Buffer.from('\ufeffDépense,HT,TTC\nPortail,"12500,50",\nUn tiers,33.33,\n=1+1,20,\n'), 'b.csv'],
    [
      'CSV en UTF-16',
      async () => Buffer.from('\ufeffDépense\tHT\tTTC\nPortail\t12500,5\t\nUn tiers\t33,33\t\n=1+1\t20\t\n', 'utf16le'),
      'b.txt',
    ],
  ])('un fichier %s est lu par son contenu\u00a0; une formule écrite en texte reste un texte', async (_genre, octets, nom) => {
    const id = await commencer(w, vico.cookie)
    expect((await confirmer(id, await envoyer(id, await octets(), nom))).status).toBe(303)
    expect(await depenses(id)).toMatchObject([
      { libelle: 'Portail', ht: 1_250_050 },
      { libelle: 'Un tiers', ht: 3_333 },
      { libelle: '=1+1', ht: 2000 },
    ])
  })

  it('le modèle téléchargé, rempli, est lu sans retouche', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await w.get(paths.dossiers.modelePlan(id), vico.cookie)
    expect(r.headers.get('content-disposition')).toContain('modele-depenses.xlsx')
    const { sheets } = await readXlsx(new Uint8Array(await r.arrayBuffer()))
    const natures = sheets[1]!.rows.slice(1).map(l => l[0])
    const rempli = await writeXlsx({
      sheets: [{ name: 'Dépenses', rows: [sheets[0]!.rows[0]!, ['Portail', '', natures[0]!, 10, 12, '']] }],
    })
    expect((await confirmer(id, await envoyer(id, rempli, 'x.xlsx'))).status).toBe(303)
    expect(await depenses(id)).toMatchObject([{ libelle: 'Portail', nature: 'prestation', ht: 1000 }])
  })

  it('sans titres, les colonnes sont prises dans l’ordre annoncé\u00a0; sans titres ni montants, je sais ce qui manque', async () => {
    const id = await commencer(w, vico.cookie)
    const vu = await coller(id, 'Portail\tÉditeur\tPrestation\t100\t120\t\nFormation\t\tFormation\t50\t\t')
    expect(await lisible(vu.clone())).toContain('Sans titres, les colonnes sont prises dans cet ordre')
    await confirmer(id, vu)
    expect((await depenses(id)).map(d => d.ht)).toEqual([10_000, 5000])
    const refus = await coller(id, 'Bonjour')
    expect([refus.status, (await lisible(refus)).includes('Les titres des colonnes manquent')]).toEqual([422, true])
  })

  it.each([
    ['rien', '', 'Collez des cellules, ou choisissez un fichier'],
    ['des titres seuls', 'Dépense;HT', 'n’a pas de dépense sous ses titres'],
    ['201 lignes', `Dépense;HT\n${'Portail;1\n'.repeat(201)}`, 'Ce tableau a 201 dépenses : 200 au plus'],
  ])('%s\u00a0: une phrase dit quoi faire', async (_cas, texte, phrase) => {
    const r = await coller(await commencer(w, vico.cookie), texte)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain(phrase)
  })

  it.each([
    ['un PDF', '%PDF-1.7 \u0000', 'n’est pas un classeur XLSX ou ODS'],
    ['un zip abîmé', 'PK\u0003\u0004 n’importe quoi', 'n’est pas un classeur XLSX ou ODS'],
    ['un classeur chiffré', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'est protégé ou dans un ancien format'],
    ['un fichier de 950 ko', 'a'.repeat(950_000), 'dépasse 900 ko'],
  ])('%s\u00a0: une phrase dit quoi faire', async (_cas, octets, phrase) => {
    const r = await envoyer(await commencer(w, vico.cookie), octets, 'budget.xlsx')
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain(phrase)
  })

  it('ce qui ferait plus de 200 dépenses n’entre pas du tout', async () => {
    const id = await commencer(w, vico.cookie)
    await confirmer(id, await coller(id, `Dépense;HT\n${'Portail;1\n'.repeat(150)}`))
    const r = await confirmer(id, await coller(id, `Dépense;HT;Lot\n${'Autre;1;Nouveau\n'.repeat(60)}`))
    expect([r.status, (await lisible(r)).includes('plus de 200 dépenses')]).toEqual([422, true])
    expect(await depenses(id)).toHaveLength(150)
    expect((await contenu(id)).lignes.lots ?? []).toEqual([])
  })

  it('une autre structure ne trouve pas la page\u00a0; après la clôture rien n’entre', async () => {
    const id = await commencer(w, vico.cookie)
    const corps = await confirmation(await coller(id, TABLEAU))
    const voisin = await w.compte({ structures: ['Cargèse'] })
    expect((await w.get(paths.dossiers.importPlan(id), voisin.cookie)).status).toBe(404)
    expect((await w.post(paths.dossiers.importPlan(id), corps, voisin.cookie)).status).toBe(404)
    w.regler('2021-09-18T00:00:00')
    expect((await w.post(paths.dossiers.importPlan(id), corps, vico.cookie)).status).toBe(422)
    w.regler('2021-09-13T10:00:00')
    expect(await depenses(id)).toEqual([])
  })
})
