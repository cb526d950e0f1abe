import { describe, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { COMMANDE, formulaire, type MondeSuivis, SIRET, surUnBilan } from '../../../../test/suivi.ts'
import { lisible } from '../../../../test/vico.ts'

const TITRES = 'SIRET;Entreprise;Département du siège;Date de commande;Montant HT;Montant TTC;Objet'
const ligne = (objet: string, ht = '100', nom = 'Isula Logiciels Libres') => [SIRET, nom, '2B', '12/12/2021', ht, ht, objet].join(';')

describe('des commandes à vérifier', () => {
  let m: MondeSuivis
  let d: string
  let b: string
  let url: string
  surUnBilan(v => {
    ;({ m, d, b, url } = v)
  })
  const propre = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
  const envoyer = async (suite: string, plus: Record<string, string> = {}) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
  const nombre = async () =>
    (await m.w.owner.query('select count(*)::int as n from commande where dossier_id = $1 and retiree_le is null', [d])).rows[0].n
  const importer = async (lignes: readonly string[], plus: Record<string, string> = {}) => {
    const corps = new FormData()
    corps.append('fichier', new Blob([[TITRES, ...lignes].join('\n')]), 'commandes.csv')
    for (const [nom, valeur] of Object.entries(plus)) corps.append(nom, valeur)
    return m.w.post(paths.bilans.importCommandes(d, b), corps, m.vico.cookie)
  }
  const caches = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="(donnees|cle|relue)" value="([^"]*)"/g)].map(x => [
        x[1]!,
        x[2]!.replaceAll('&quot;', '"'),
      ]),
    )
  /** The answer of the page that told what to check: its own fields, and what is chosen. */
  const repondre = (html: string, plus: Record<string, string> = {}) => {
    const corps = new FormData()
    for (const [nom, valeur] of Object.entries({ ...caches(html), ...plus })) corps.append(nom, valeur)
    return m.w.post(paths.bilans.importCommandes(d, b), corps, m.vico.cookie)
  }
  const lecture = () => propre(m.w.get(paths.suivi.lecture(b), m.referent.cookie))

  it.each([
    ['la même commande, une seconde fois', {}, 'Le bilan « 4e trimestre 2021 » a déjà cette commande'],
    ['un autre nom pour le même SIRET', { 'c.entreprise': 'Isula SARL', 'c.ht': '9 700' }, 'Le SIRET 000 123 075 00012 a 2 noms'],
    ['plus que le coût du projet', { 'c.ht': '900 000', 'c.ttc': '900 000' }, 'Les commandes du projet font 909 800 € HT en tout'],
  ])('%s\u00a0: on me le dit avant de la garder, et je peux l’ajouter quand même', async (_, autre, phrase) => {
    expect((await envoyer('ajouter', COMMANDE)).status).toBe(303)
    const r = await envoyer('ajouter', { ...COMMANDE, ...autre })
    expect(r.status).toBe(422)
    const page = await propre(r)
    for (const mot of [phrase, 'Ajouter quand même']) expect(page).toContain(mot)
    expect(await nombre()).toBe(1)
    expect((await envoyer('ajouter:relue')).status).toBe(303)
    expect(await nombre()).toBe(2)
    await envoyer('deposer')
    for (const mot of ['Commandes à vérifier', phrase.startsWith('Le bilan') ? '1 commande est déjà là' : phrase])
      expect(await lecture()).toContain(mot)
    expect(await propre(m.w.get(paths.suivi.portefeuille, m.admin.cookie))).toContain('Vico : commandes à vérifier')
  })

  it('corriger une commande ne la prend pas pour une autre\u00a0; un nom écrit autrement est le même nom', async () => {
    await envoyer('ajouter', COMMANDE)
    const [c] = (await m.w.owner.query('select id from commande where dossier_id = $1', [d])).rows
    await envoyer(`modifier:${c.id}`)
    expect((await envoyer('ajouter', { 'c.entreprise': 'ISULA Logiciels-libres' })).status).toBe(303)
    await envoyer('deposer')
    expect(await lecture()).not.toContain('Commandes à vérifier')
  })

  it('le même fichier importé deux fois\u00a0: chaque ligne déjà là est dite, et rien n’est gardé deux fois sans que je le demande', async () => {
    const liste = [ligne('Licence'), ligne('Formation')]
    expect((await importer(liste, { cle: 'a' })).status).toBe(303)
    const r = await importer([...liste, ligne('Serveur'), ligne('Serveur')], { cle: 'b' })
    expect(r.status).toBe(422)
    const html = await r.text()
    const page = await propre(new Response(html))
    for (const mot of [
      'Rien n’est encore importé',
      '3 commandes sont déjà là',
      '1 autre commande entre',
      /2 Isula Logiciels Libres 12 décembre 2021 100,00 € 4e trimestre 2021/,
      /5 Isula Logiciels Libres 12 décembre 2021 100,00 € la même liste/,
    ])
      expect(page.replace(/4 e trimestre/g, '4e trimestre')).toMatch(mot)
    expect(await nombre()).toBe(2)
    expect((await repondre(html, { relue: 'laisser' })).headers.get('location')).toContain('importees=1#')
    expect(await nombre()).toBe(3)
    expect((await repondre(html, { relue: 'laisser' })).headers.get('location')).toContain('importees=1#')
    const encore = await (await importer(liste, { cle: 'c' })).text()
    expect((await repondre(encore, { relue: 'garder' })).status).toBe(303)
    expect(await nombre()).toBe(5)
    const rien = await (await importer(liste, { cle: 'd' })).text()
    expect(await propre(m.w.get((await repondre(rien, { relue: 'laisser' })).headers.get('location')!, m.vico.cookie))).toContain(
      'Aucune commande n’est importée',
    )
  })

  it('trois noms pour un SIRET et plus que le coût\u00a0: la liste le dit, puis entre si je le veux', async () => {
    const r = await importer([ligne('A', '300 000'), ligne('B', '300 000', 'Autre'), ligne('C', '300 000', 'Encore')])
    expect(r.status).toBe(422)
    const html = await r.text()
    const page = await propre(new Response(html))
    for (const mot of ['font 900 000 € HT en tout', 'a 3 noms : « Autre », « Encore », « Isula Logiciels Libres »'])
      expect(page).toContain(mot)
    expect(await nombre()).toBe(0)
    expect((await repondre(html)).status).toBe(303)
    expect(await nombre()).toBe(3)
  })

  it('ce que la page rend n’est cru que s’il se lit\u00a0: un tableau abîmé ne s’importe pas', async () => {
    for (const donnees of ['{', '[1]', '"x"', '[[["a"]]]'])
      expect((await repondre('', { donnees, relue: 'garder', cle: 'z' })).status).toBe(422)
    expect(await nombre()).toBe(0)
  })
})
