import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { modeleRempli } from '../../../test/modeles.ts'
import { texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { fermerDocuments } from '../../documents/index.ts'

const { studio: p } = paths
/** A call that writes the délibération of its communes. */
const TARN = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const TEXTE = '/documents/0/modeles/0/texte'

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

const ouvrir = async (source = TARN) => {
  const r = await w.post(p.accueil, { source }, admin)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const envoyer = (id: string, champs: Record<string, string>, { rev = '0', ecrit = 'deliberation_commune' } = {}) =>
  w.post(p.ecrit(id, ecrit), { revision: rev, ...champs }, admin)
const lignesNeuves = (avant: string, apres: string) => apres.split('\n').filter(l => !avant.split('\n').includes(l))
const pdf = async (r: Response) => {
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  return (await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte.replace(/[\u00a0\u202f]/g, ' ')
}

describe('j’écris les délibérations d’un appel comme ses lettres', () => {
  it('la section les dit avec les autres textes\u00a0; un appel qui n’en rédige pas dit comment faire', async () => {
    const page = await lire(p.section(await ouvrir(), 'textes'))
    expect(texte(page)).toMatch(/10 textes, dont \d écrits? pour cet appel/)
    expect(texte(page)).toMatch(/Délibération : toutes les autres structures Texte d’usage Délibération : commune Écrit/)
    expect(page).toContain('/textes/deliberation_epci')
    const sans = await ouvrir(modeleRempli('a_date', 2027))
    expect(texte(await lire(p.section(sans, 'textes')))).toContain('ajoutez un modèle de délibération aux documents de l’appel')
    expect((await w.get(p.ecrit(sans, 'deliberation'), admin)).status).toBe(404)
  })

  it('ses mots sont entre crochets, à choisir à côté\u00a0; sans script, un mot s’ajoute à la fin du texte', async () => {
    const id = await ouvrir()
    const page = texte(await lire(p.ecrit(id, 'deliberation_commune')))
    expect(page).toContain('Le conseil municipal, par [voix pour] voix pour, [voix contre] contre')
    for (const mot of ['La séance', 'membres en exercice', 'part de la structure']) expect(page).toContain(mot)
    expect(page).not.toContain('montant en lettres')
    const r = await envoyer(id, { [TEXTE]: 'Le conseil délibère.', mot: 'lieu de la séance', ou: TEXTE })
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('Le conseil délibère. [lieu de la séance]')
    expect(await source(id)).toBe(TARN)
  })

  it('j’en change un paragraphe, et rien d’autre ne change\u00a0; l’enregistrer sans rien changer n’y touche pas', async () => {
    const id = await ouvrir()
    const html = await lire(p.ecrit(id, 'deliberation_commune'))
    const montre = decode(new RegExp(`name="${TEXTE}"[^>]*>([^<]*)`).exec(html)![1]!)
    expect((await envoyer(id, { [TEXTE]: montre })).headers.get('location')).toContain('fait=rien')
    expect(await source(id)).toBe(TARN)
    await envoyer(id, { [TEXTE]: montre.replace('Fait à', 'Délibéré à') })
    const [avant, apres] = [TARN, await source(id)].map(t => parse(t))
    expect(apres).toEqual({ ...avant, documents: apres.documents })
    expect(apres.documents[0].modeles[0].texte).toEqual([
      ...avant.documents[0].modeles[0].texte.slice(0, -1),
      'Délibéré à {commune}, le {date}',
    ])
  })

  it('j’en écris une pour les EPCI, puis pour les syndicats aussi, et je la rends au texte d’usage', async () => {
    const id = await ouvrir()
    expect(texte(await lire(p.ecrit(id, 'deliberation_epci')))).toContain('Le conseil communautaire, après en avoir délibéré')
    await envoyer(
      id,
      { '/documents/0/modeles/1/texte': 'Le conseil communautaire de [structure] délibère.' },
      { ecrit: 'deliberation_epci' },
    )
    expect(lignesNeuves(TARN, await source(id)).map(l => l.trim())).toEqual([
      '- types:',
      '- epci',
      '- Le conseil communautaire de {structure} délibère.',
    ])
    expect(texte(await lire(p.section(id, 'textes')))).toContain('Délibération : EPCI Écrit')
    const r = await envoyer(id, { '/documents/0/modeles/1/types': 'syndicat' }, { ecrit: 'deliberation_epci', rev: '1' })
    expect(r.headers.get('location')).toContain(`${p.ecrit(id, 'deliberation_syndicat')}?fait=enregistre`)
    await envoyer(id, { ordre: 'usage' }, { ecrit: 'deliberation_syndicat', rev: '2' })
    expect(await source(id)).toBe(TARN)
    // for everybody else: one without a type
    await envoyer(id, { '/documents/0/modeles/1/texte': 'Nous délibérons.' }, { ecrit: 'deliberation', rev: '3' })
    expect(lignesNeuves(TARN, await source(id)).map(l => l.trim())).toEqual(['- texte:', '- Nous délibérons.'])
  })

  // seen to fail: it was said that another part of the call used it
  it('neuf mille paragraphes\u00a0: c’est trop long, la phrase le dit, et ce que j’ai tapé revient', async () => {
    const id = await ouvrir()
    const r = await envoyer(id, { [TEXTE]: 'zzz\n\n'.repeat(9_000) })
    const page = await r.text()
    expect([r.status, texte(page)]).toEqual([422, expect.stringContaining('Ce texte est trop long : l’appel ne se lirait plus.')])
    expect(page.split('zzz').length).toBe(9_001)
    expect(await source(id)).toBe(TARN)
  })

  it('un mot qui n’existe pas bloque, et la remarque mène à son texte\u00a0; la page du document n’en montre plus les mots', async () => {
    const id = await ouvrir()
    await envoyer(id, { [TEXTE]: 'Le conseil délibère.\n\nPar [voix poor] voix.' })
    expect(texte(await lire(p.ecrit(id, 'deliberation_commune')))).toContain(
      '« voix poor » n’existe pas. Vouliez-vous dire « voix pour » ?',
    )
    const page = await lire(p.brouillon(id))
    expect(page).toContain(`${p.ecrit(id, 'deliberation_0_0')}#${TEXTE}"`)
    expect(await lire(p.ecrit(id, 'deliberation_0_0'))).toContain(`id="${TEXTE}"`)
    const document = await lire(p.lieu(p.section(id, 'bref'), '/documents/0'))
    expect(document).not.toContain('/documents/0/modeles')
    expect(document).toContain(`${p.section(id, 'textes')}#textes`)
    expect((await w.get(p.lieu(p.section(id, 'textes'), '/documents/0/modeles/0'), admin)).status).toBe(404)
  })
})

describe('je vois la délibération', () => {
  it('avec les chiffres d’un essai, comme son porteur l’aura\u00a0: ce qui se dit en séance reste à remplir', async () => {
    const id = await ouvrir()
    const imprime = await pdf(await w.get(p.documentEcrit(id, 'deliberation_commune'), admin))
    for (const mot of [
      'Commune de Lautrec',
      'Séance du ………',
      'de 200 000,00 € hors taxes',
      'est de 100 000,00 €',
      'en finance 60 000,00 €',
    ])
      expect(imprime).toContain(mot)
    const svg = await (await w.get(`${p.documentEcrit(id, 'deliberation_commune')}?vue=image`, admin)).text()
    expect(svg.startsWith('<svg')).toBe(true)
    expect(svg.toLowerCase()).toContain('#e3e3fd')
    expect(await pdf(await w.get(p.documentEcrit(id, 'deliberation_departement'), admin))).toContain('Le conseil départemental')
    const faux = await w.post(p.documentEcrit(id, 'deliberation_commune'), { [TEXTE]: 'Par [voix poor].', vue: 'fragment' }, admin)
    expect(texte(await faux.text())).toContain('Paragraphe 1 : « voix poor » manque. La place reste vide')
  })

  it('un texte qui a l’air de Typst ou de HTML est imprimé tel quel, et jamais lu par la page', async () => {
    const id = await ouvrir()
    const attaques = ['#read("/etc/passwd") #import "x"', '<script>alert(1)</script> <img src=x onerror=alert(1)>', '"]) } #sys.inputs']
    const champs = { [TEXTE]: ['# Un titre', ...attaques].join('\n\n') }
    const imprime = (await pdf(await w.post(p.documentEcrit(id, 'deliberation_commune'), champs, admin))).replaceAll(/\s/g, '')
    for (const a of attaques) expect(imprime).toContain(a.replaceAll(/\s/g, ''))
    await envoyer(id, champs)
    for (const page of [p.ecrit(id, 'deliberation_commune'), p.section(id, 'textes'), p.brouillon(id)]) {
      expect(await lire(page), page).not.toContain('<script>alert')
      expect(await lire(page), page).not.toContain('<img src=x')
    }
  })

  it('sans le rôle, ces pages n’existent pas\u00a0; le nom d’un type qui n’existe pas non plus', async () => {
    const id = await ouvrir()
    for (const role of ['lecteur', 'referent_regional'] as const) {
      const { cookie } = await w.compte({ roles: [roleDe(role)] })
      for (const chemin of [p.ecrit(id, 'deliberation_commune'), p.documentEcrit(id, 'deliberation_commune')]) {
        expect((await w.get(chemin, cookie)).status, chemin).toBe(404)
        expect((await w.post(chemin, { [TEXTE]: 'Moi' }, cookie)).status, chemin).toBe(404)
      }
    }
    for (const faux of ['deliberation_', 'deliberation_tostring', 'deliberation_9_9', 'deliberations'])
      expect((await w.get(p.ecrit(id, faux), admin)).status, faux).toBe(404)
    expect(await source(id)).toBe(TARN)
  })
})

const decode = (t: string) =>
  t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
