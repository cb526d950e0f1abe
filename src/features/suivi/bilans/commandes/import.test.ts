import { writeOds } from 'hucre/ods'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { formulaire, type MondeSuivis, SIRET, surUnBilan } from '../../../../test/suivi.ts'
import { lisible } from '../../../../test/vico.ts'

describe('importer les commandes d’un bilan', () => {
  let m: MondeSuivis
  let d: string
  let b: string
  let url: string
  let depenses: Record<string, string>
  surUnBilan(v => {
    ;({ m, d, b, url } = v)
  })
  beforeEach(async () => {
    const { rows } = await m.w.owner.query('select id, libelle from depense where dossier_id = $1', [d])
    depenses = Object.fromEntries(rows.map(r => [r.libelle, r.id]))
  })
  const lire = async (chemin = url, cookie = m.vico.cookie) => propre(await m.w.get(chemin, cookie))
  const propre = async (r: Response) => (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ')
  const envoyer = async (suite: string, plus: Record<string, string> = {}) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
  const commandes = async () =>
    (await m.w.owner.query('select * from commande where bilan_id = $1 and retiree_le is null order by ajoutee_le, id', [b])).rows

  const TITRES = [
    'SIRET',
    'Entreprise',
    'Département du siège',
    'Date de commande',
    'Montant HT',
    'Montant TTC',
    'Ligne de dépense',
    'Objet',
  ]
  const importer = async (octets: Uint8Array | string, plus: Record<string, string> = {}) => {
    const corps = new FormData()
    corps.append('fichier', new Blob([octets as BlobPart]), 'commandes.csv')
    for (const [nom, valeur] of Object.entries(plus)) corps.append(nom, valeur)
    return m.w.post(paths.bilans.importCommandes(d, b), corps, m.vico.cookie)
  }
  const ligne = (i: number) => [SIRET, 'Isula', '2A', '15/12/2021', `0,${10 + (i % 7)}`, '24', 'Portail des familles', `Objet ${i}`]
  const csv = (lignes: string[][]) => [TITRES, ...lignes].map(l => l.join(';')).join('\n')

  // seen to fail: « 1 commandes sont importées »
  it('une seule commande importée se dit au singulier', async () => {
    expect(await lire(`${url}?importees=1`)).toContain('1 commande est importée.')
  })

  it('dix mille commandes dont 37 fausses\u00a0: une liste de 37 erreurs, rien n’est importé\u00a0; corrigées, toutes entrent d’un coup', async () => {
    const lignes = Array.from({ length: 10_000 }, (_, i) => ligne(i))
    const fausses = Array.from({ length: 37 }, (_, k) => 100 + k * 250)
    const FAUTES = [
      [0, '000 123 075 00013', 'SIRET'],
      [2, '99', 'Département du siège'],
      [3, '31/02/2022', 'Date de commande'],
      [4, '12 euros et plus', 'Montant HT'],
      [5, '0,01', 'Montant TTC'],
      [6, 'Voirie', 'Ligne de dépense'],
    ] as const
    const abimees = lignes.map(l => [...l])
    for (const [k, i] of fausses.entries()) {
      const [colonne, valeur] = FAUTES[k % FAUTES.length]!
      abimees[i]![colonne] = valeur
    }
    const r = await importer(csv(abimees))
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html.replace(/\u00a0/g, ' ')).toContain('Rien n’est importé : 37 lignes à corriger sur 10 000')
    const lues = [...html.matchAll(/<tr><th scope="row"[^>]*>(\d+)<\/th><td[^>]*>([^<]*)<\/td><td[^>]*>([^<]*)</g)].map(x => [
      Number(x[1]),
      x[2],
      x[3],
    ])
    // the titles are the first line of the file
    expect(lues).toEqual(fausses.map((i, k) => [i + 2, FAUTES[k % FAUTES.length]![2], FAUTES[k % FAUTES.length]![1]]))
    expect(await commandes()).toEqual([])
    let battements = 0
    const pouls = setInterval(() => battements++, 5)
    expect((await importer(csv(lignes), { cle: 'une-liste' })).headers.get('location')).toBe(`${url}?importees=10000#commandes`)
    clearInterval(pouls)
    expect(battements).toBeGreaterThan(5)
    expect((await importer(csv(lignes), { cle: 'une-liste' })).status).toBe(303)
    expect(await commandes()).toHaveLength(10_000)
    const comptees = async () =>
      (await m.w.owner.query('select sum(nombre)::int as n, sum(ht)::int as ht from commande_compte where bilan_id = $1', [b])).rows[0]
    const ht = lignes.reduce((s, l) => s + Number(l[4]!.slice(2)), 0)
    expect(await comptees()).toEqual({ n: 10_000, ht })
    const page = await lire(`${url}?importees=10000`)
    expect(page).toMatch(/10 000 commandes sont importées.*Les 20 dernières sont ici/)
    expect(await lire(paths.bilans.commandes(d, b))).toContain('Objet 1')
    expect((await importer(csv(lignes.concat([ligne(1)])), { cle: 'autre' })).status).toBe(422)
    const [c] = await commandes()
    await envoyer(`retirer:${c.id}`)
    expect(await comptees()).toEqual({ n: 9_999, ht: ht - c.ht })
    expect((await envoyer('deposer')).status).toBe(303)
  })

  it.each([
    ['XLSX', () => writeXlsx({ sheets: [{ name: 'C', rows: [TITRES, ...[1, 2].map(feuille)] }] })],
    ['ODS', () => writeOds({ sheets: [{ name: 'C', rows: [TITRES, ...[1, 2].map(feuille)] }] })],
    ['CSV', async () => csv([ligne(1), ligne(2)])],
  ])('une liste %s est lue par son contenu, dates et montants compris', async (_genre, octets) => {
    const r = await importer(await octets())
    expect(r.status, r.status === 303 ? '' : await propre(r)).toBe(303)
    expect((await commandes()).map(c => [c.objet, c.ht, c.commandee_le, c.depense_id]).sort()).toEqual([
      ['Objet 1', 11, '2021-12-15', depenses['Portail des familles']],
      ['Objet 2', 12, '2021-12-15', depenses['Portail des familles']],
    ])
  })
  const feuille = (i: number) => [
    ...[SIRET, 'Isula', '2A', new Date('2021-12-15T00:00:00Z'), (10 + i) / 100, 24],
    ...['Portail des familles', `Objet ${i}`],
  ]

  it('le modèle a mes lignes de dépense\u00a0; une liste sans ses colonnes, vide ou illisible dit quoi faire\u00a0; je retire tout d’un coup', async () => {
    const modele = await readXlsx(new Uint8Array(await (await m.w.get(paths.bilans.modeleCommandes(d, b), m.vico.cookie)).arrayBuffer()))
    expect(modele.sheets[0]!.rows[0]).toContain('SIRET')
    expect(modele.sheets[1]!.rows[1]![0]).toBe('Portail des familles')
    for (const [octets, phrase] of [
      ['SIRET;Montant HT\n1;2', 'Il manque des colonnes : Entreprise, Département du siège, Date de commande, Montant TTC'],
      [TITRES.join(';'), 'n’a pas de commande sous ses titres'],
      ['%PDF-1.7 \u0000', 'n’est pas un classeur XLSX ou ODS'],
    ] as const) {
      const r = await importer(octets)
      expect([r.status, (await propre(r)).includes(phrase)], phrase).toEqual([422, true])
    }
    await importer(csv([ligne(1), ligne(2)]))
    expect((await m.w.post(paths.bilans.retraitCommandes(d, b), {}, m.vico.cookie)).status).toBe(303)
    expect(await commandes()).toEqual([])
  })
})
