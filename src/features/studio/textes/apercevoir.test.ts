import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { modeleRempli } from '../../../test/modeles.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { fermerDocuments, MARQUES } from '../../documents/index.ts'

const { studio: p } = paths
const APPEL = modeleRempli('a_date', 2027)
const texteDe = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld({ instant: '2026-10-20T09:42:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})

const ouvrir = async (source = APPEL) => {
  const r = await w.post(p.accueil, { source }, admin)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const LETTRE = {
  '/lettres/retenu/objet': 'Votre projet est retenu : [projet]',
  '/lettres/retenu/texte': 'Une aide de [montant accordé] est accordée à [structure].\n\nElle paie [taux] du coût.',
}
const envoyer = (id: string, champs: Record<string, string>, { rev = '0', ecrit = 'retenu', qui = admin } = {}) =>
  w.post(p.ecrit(id, ecrit), { revision: rev, ...champs }, qui)
/** What the PDF says, in plain spaces. */
const pdf = async (r: Response) => {
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  return (await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte.replace(/[\u00a0\u202f]/g, ' ')
}

describe('je vois le document', () => {
  it('avec les chiffres d’un essai\u00a0: ceux de la vraie lettre, et le choix d’un autre essai', async () => {
    const id = await ouvrir()
    const texte = await pdf(await w.post(p.documentEcrit(id, 'retenu'), { ...LETTRE, essai: 'ecole' }, admin))
    expect(texte).toContain('Votre projet est retenu : L’école du village')
    expect(texte).toContain('Une aide de 50 000 € est accordée à Valbrune.')
    expect(texte).toContain('Elle paie 50,0 % du coût.')
    expect(await pdf(await w.post(p.documentEcrit(id, 'partiel'), { essai: 'atelier' }, admin))).toContain('Une aide de 12 000 €')
    for (const ecrit of ['liste_complementaire', 'non_retenu', 'sans_suite']) await pdf(await w.get(p.documentEcrit(id, ecrit), admin))
    expect(await pdf(await w.get(p.documentEcrit(id, 'arrete'), admin))).toContain('Article 1er')
    expect(await pdf(await w.get(p.documentEcrit(id, 'convention'), admin))).toContain('Il est convenu ce qui suit')
    expect(await pdf(await w.get(p.documentEcrit(id, 'avenant'), admin))).toContain('Délai')
  })

  it('ce qui manque est dit, avec le paragraphe qu’il ôte', async () => {
    const id = await ouvrir()
    const page = texteDe(await lire(p.ecrit(id, 'arrete')))
    expect(page).toMatch(/Article 3, paragraphe 1 : « conditions » manque. Il n’est pas imprimé pour ce dossier/)
    const texte = await pdf(
      await w.post(p.documentEcrit(id, 'retenu'), { ...LETTRE, '/lettres/retenu/texte': 'Un.\n\nAu rang [rang].\n\nTrois.' }, admin),
    )
    expect(texte).toContain('Un. Paragraphe 2 non imprimé : « rang » manque Trois.')
  })

  it('voir n’écrit rien\u00a0: ni le brouillon, ni son histoire, ni le journal', async () => {
    const id = await ouvrir()
    const etat = async () =>
      JSON.stringify([
        (await w.owner.query('select * from brouillon_appel where id = $1', [id])).rows,
        (await w.owner.query('select count(*) from geste_brouillon')).rows,
        (await w.owner.query('select count(*) from evenement')).rows,
      ])
    const avant = await etat()
    await w.get(p.documentEcrit(id, 'retenu'), admin)
    await w.post(p.documentEcrit(id, 'retenu'), { ...LETTRE, vue: 'fragment' }, admin)
    await w.post(p.documentEcrit(id, 'arrete'), { '/actes/arrete/titre': 'Autre' }, admin)
    expect(await etat()).toBe(avant)
  })

  it('le dessin montre les mots remplacés et ce qui manque\u00a0; sans aucun script dedans', async () => {
    const id = await ouvrir()
    const r = await w.get(`${p.documentEcrit(id, 'arrete')}?vue=image`, admin)
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    const svg = await r.text()
    expect(svg.startsWith('<svg')).toBe(true)
    expect(svg).not.toMatch(/<script|<foreignObject|href="(?!#|data:|mailto:)/i)
    expect(svg.toLowerCase()).toContain('#e3e3fd')
    expect(svg.toLowerCase()).toContain('#ffe2d3')
    const fragment = await (await w.post(p.documentEcrit(id, 'retenu'), { ...LETTRE, vue: 'fragment' }, admin)).text()
    expect(fragment).toContain('src="data:image/svg+xml;base64,')
  })

  it('un texte qui a l’air de Typst, de HTML ou d’une marque est imprimé tel quel', async () => {
    const id = await ouvrir()
    const attaques = [
      '#read("/etc/passwd") #import "x": * $ \\ ',
      '<script>alert(1)</script> <img src=x onerror=alert(1)>',
      '#eval("1+1") @ref `raw` ```js x``` #(panic())',
      '"]) } #sys.inputs',
    ]
    const champs = { '/lettres/retenu/objet': attaques[0]!, '/lettres/retenu/texte': attaques.join('\n\n') }
    const texte = (await pdf(await w.post(p.documentEcrit(id, 'retenu'), champs, admin))).replaceAll(/\s/g, '')
    for (const a of attaques) expect(texte).toContain(a.replaceAll('\\ ', '\\').replaceAll("'", '’').replaceAll(/\s/g, ''))
    const marque = await pdf(
      await w.post(
        p.documentEcrit(id, 'retenu'),
        { ...LETTRE, '/lettres/retenu/texte': `Un ${MARQUES.manque}faux${MARQUES.fin} mot.` },
        admin,
      ),
    )
    expect(marque).toContain('Un faux mot.')
    const faux = { '/lettres/retenu/objet': 'Objet', '/lettres/retenu/texte': `Un ${MARQUES.manque}faux${MARQUES.fin} mot.`, vue: 'image' }
    expect((await (await w.post(p.documentEcrit(id, 'retenu'), faux, admin)).text()).toLowerCase()).not.toContain('#ffe2d3')
    await envoyer(id, champs)
    const page = await lire(p.ecrit(id, 'retenu'))
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img src=x')
  })

  it('un brouillon qui a des fautes se voit quand même\u00a0; un texte qui n’est pas un appel le dit', async () => {
    const id = await ouvrir(APPEL.replace('900 000 €', 'beaucoup').replace('formule: commence = non', 'formule: nimporte quoi'))
    expect(await pdf(await w.post(p.documentEcrit(id, 'retenu'), LETTRE, admin))).toContain('Une aide de 50 000 € est accordée à Valbrune.')
    const rien = await ouvrir('titre: Presque rien\n')
    expect((await w.get(p.ecrit(rien, 'retenu'), admin)).status).toBe(200)
    expect([200, 422]).toContain((await w.get(p.documentEcrit(rien, 'retenu'), admin)).status)
  })

  it('sans texte, trop long ou trop souvent\u00a0: une phrase le dit, et rien ne se dessine', async () => {
    const id = await ouvrir()
    const qui = (await w.compte({ roles: [roleDe('administrateur')] })).cookie
    const vide = await w.post(p.documentEcrit(id, 'retenu'), { '/lettres/retenu/objet': '', '/lettres/retenu/texte': ' ' }, qui)
    expect([vide.status, (await vide.text()).slice(0, 16)]).toEqual([422, 'Écrivez l’objet '])
    const long = await w.post(p.documentEcrit(id, 'retenu'), { '/lettres/retenu/texte': 'a '.repeat(20_000) }, qui)
    expect([long.status, await long.text()]).toEqual([422, expect.stringContaining('trop long')])
    await w.owner.query('update limite_acte set nombre = 60 where jusqua > clock_timestamp()')
    const trop = await w.post(p.documentEcrit(id, 'retenu'), LETTRE, qui)
    expect([trop.status, await trop.text()]).toEqual([422, expect.stringContaining('Attendez une minute')])
    await w.owner.query('delete from limite_acte')
    expect((await w.post(p.documentEcrit(id, 'retenu'), LETTRE, qui)).status).toBe(200)
  })
})
