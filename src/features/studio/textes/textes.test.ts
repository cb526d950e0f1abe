import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { modeleRempli } from '../../../test/modeles.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { fermerDocuments } from '../../documents/index.ts'

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
let autre: string
beforeAll(async () => {
  w = await openWorld({ instant: '2026-10-20T09:42:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  autre = (await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })).cookie
})
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})

const ouvrir = async (source = APPEL) => {
  const r = await w.post(p.accueil, { source }, admin)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const LETTRE = {
  '/lettres/retenu/objet': 'Votre projet est retenu : [projet]',
  '/lettres/retenu/texte': 'Une aide de [montant accordé] est accordée à [structure].\n\nElle paie [taux] du coût.',
}
const envoyer = (id: string, champs: Record<string, string>, { rev = '0', ecrit = 'retenu', qui = admin } = {}) =>
  w.post(p.ecrit(id, ecrit), { revision: rev, ...champs }, qui)
const lignesNeuves = (avant: string, apres: string) => apres.split('\n').filter(l => !avant.split('\n').includes(l))
describe('j’écris les lettres d’un appel', () => {
  it('la section dit les huit textes, et ceux qui gardent le texte d’usage', async () => {
    const id = await ouvrir()
    const page = texteDe(await lire(p.section(id, 'textes')))
    expect(page).toContain('8 textes, dont 0 écrit pour cet appel')
    for (const titre of ['Lettre : retenu', 'Lettre : sans suite', 'Arrêté', 'Avenant']) expect(page).toContain(titre)
    await envoyer(id, LETTRE)
    expect(texteDe(await lire(p.section(id, 'textes')))).toContain('8 textes, dont 1 écrit pour cet appel')
  })

  it('dans un appel à forfait, la lettre d’usage dit l’aide sans taux\u00a0; un mot sans valeur dans cet appel est dit où on l’écrit', async () => {
    const id = await ouvrir(modeleRempli('forfait', 2027))
    const usage = await lire(p.ecrit(id, 'retenu'))
    expect(texteDe(usage)).toContain('Une aide de [montant accordé] ([montant en lettres]) vous est accordée.')
    expect(texteDe(usage)).not.toContain('n’a pas de valeur dans cet appel')
    await envoyer(id, LETTRE)
    const html = await lire(p.ecrit(id, 'retenu'))
    expect(texteDe(html)).toContain('« taux » n’a pas de valeur dans cet appel, qui n’a pas de plan de financement')
    expect(html).toContain(`${p.section(id, 'quoi')}#/plan`)
    expect(texteDe(html)).toContain('« [taux] » n’a pas de valeur dans un appel sans plan de financement')
    // nor is it offered
    expect(html).not.toContain('name="mot" value="taux"')
    // where there is a plan, the word has a value
    const autreAppel = await ouvrir()
    await envoyer(autreAppel, LETTRE)
    expect(texteDe(await lire(p.ecrit(autreAppel, 'retenu')))).not.toContain('n’a pas de valeur dans cet appel')
  })

  it('j’enregistre le texte d’usage sans le changer\u00a0: le fichier reste au caractère près', async () => {
    const id = await ouvrir()
    for (const ecrit of ['retenu', 'sans_suite', 'arrete', 'avenant']) {
      const html = await lire(p.ecrit(id, ecrit))
      const champs = Object.fromEntries(
        [...html.matchAll(/<(input|textarea)[^>]* name="(\/[^"]+)"[^>]*>([^<]*)/g)].map(m => [
          m[2]!,
          decode(m[1] === 'input' ? / value="([^"]*)"/.exec(m[0])![1]! : m[3]!),
        ]),
      )
      expect(Object.keys(champs).length, ecrit).toBeGreaterThan(1)
      expect((await envoyer(id, champs, { ecrit })).headers.get('location'), ecrit).toContain('fait=rien')
    }
    expect(await source(id)).toBe(APPEL)
  })

  it('j’écris une lettre\u00a0: elle est dans le fichier avec ses mots, et rien d’autre n’y change\u00a0; je peux la rendre à l’usage', async () => {
    const id = await ouvrir()
    expect((await envoyer(id, LETTRE)).headers.get('location')).toContain('fait=enregistre')
    const ecrit = await source(id)
    expect(lignesNeuves(APPEL, ecrit)).toEqual([
      'lettres:',
      '  retenu:',
      '    objet: "Votre projet est retenu : {projet}"',
      '    texte:',
      '      - Une aide de {montant} est accordée à {structure}.',
      '      - Elle paie {taux} du coût.',
    ])
    const page = await lire(p.ecrit(id, 'retenu'))
    expect(page).toContain('Votre projet est retenu : [projet]')
    // one paragraph changed: one line of the file
    await envoyer(id, { '/lettres/retenu/texte': LETTRE['/lettres/retenu/texte'].replace('Elle paie', 'Cela fait') }, { rev: '1' })
    expect(lignesNeuves(ecrit, await source(id))).toEqual(['      - Cela fait {taux} du coût.'])
    expect((await envoyer(id, { ordre: 'usage' }, { rev: '2' })).headers.get('location')).toContain('fait=usage')
    expect(lignesNeuves(APPEL, await source(id)).filter(l => l.includes('aide de'))).toEqual([])
  })

  it('j’écris un arrêté\u00a0: ses articles s’ajoutent, se montent et se retirent', async () => {
    const id = await ouvrir()
    await envoyer(id, { ordre: 'ecrire' }, { ecrit: 'arrete' })
    const titres = async () => [...(await source(id)).matchAll(/^ {6}- titre: (.*)$/gm)].map(m => m[1])
    const usuels = await titres()
    expect(usuels.length).toBeGreaterThan(5)
    await envoyer(id, { ordre: 'ajouter' }, { ecrit: 'arrete', rev: '1' })
    expect(await titres()).toHaveLength(usuels.length + 1)
    await envoyer(id, { ordre: 'retirer 0' }, { ecrit: 'arrete', rev: '2' })
    expect((await titres())[0]).toBe(usuels[1])
    await envoyer(id, { ordre: 'descendre 0' }, { ecrit: 'arrete', rev: '3' })
    expect((await titres()).slice(0, 2)).toEqual([usuels[2], usuels[1]])
  })

  it('un mot qui n’existe pas bloque, et le plus proche est proposé\u00a0; un bouton le remplace', async () => {
    const id = await ouvrir()
    const faux = { ...LETTRE, '/lettres/retenu/texte': 'Une aide de [montant acordé].' }
    await envoyer(id, faux)
    const page = await lire(p.ecrit(id, 'retenu'))
    expect(texteDe(page)).toContain('« montant acordé » n’existe pas. Vouliez-vous dire « montant accordé » ?')
    expect(texteDe(await lire(p.brouillon(id)))).toContain('1 point bloque')
    expect(await lire(p.brouillon(id))).toContain(p.ecrit(id, 'retenu'))
    await envoyer(id, { ...faux, remplacer: 'montant acordé>montant accordé' }, { rev: '1' })
    expect(await source(id)).toContain('- Une aide de {montant}.')
    expect(texteDe(await lire(p.brouillon(id)))).not.toContain('bloque la publication')
  })

  it('sans script, un mot de la palette s’ajoute à la fin du texte, et rien n’est encore enregistré', async () => {
    const id = await ouvrir()
    const r = await envoyer(id, { ...LETTRE, mot: 'date du dépôt', ou: '/lettres/retenu/texte' })
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('Elle paie [taux] du coût. [date du dépôt]')
    expect(await source(id)).toBe(APPEL)
  })

  it('deux personnes écrivent la même lettre\u00a0: la seconde l’apprend, et garde ce qu’elle a tapé', async () => {
    const id = await ouvrir()
    await envoyer(id, LETTRE)
    const r = await envoyer(id, { ...LETTRE, '/lettres/retenu/texte': 'Mon texte à moi.' }, { qui: autre, rev: '0' })
    // the first had no letter to show: the second wrote one where there is one now
    expect([409, 422]).toContain(r.status)
    expect(await r.text()).toContain('Mon texte à moi.')
    expect(await source(id)).not.toContain('Mon texte à moi.')
    const conflit = await envoyer(id, { '/lettres/retenu/objet': 'Un autre objet' }, { qui: autre, rev: '1' })
    expect(conflit.status).toBe(303)
    expect((await envoyer(id, { '/lettres/retenu/objet': 'Le mien' }, { rev: '1' })).status).toBe(409)
    expect(await source(id)).toContain('objet: "Un autre objet"')
  })

  it('sans le rôle, ces pages n’existent pas\u00a0; un texte inconnu non plus', async () => {
    const id = await ouvrir()
    const lecteur = (await w.compte({ roles: [roleDe('lecteur')] })).cookie
    for (const chemin of [p.ecrit(id, 'retenu'), p.documentEcrit(id, 'retenu')]) {
      expect((await w.get(chemin, lecteur)).status, chemin).toBe(404)
      expect((await w.post(chemin, LETTRE, lecteur)).status, chemin).toBe(404)
      expect((await w.get(chemin)).status, chemin).toBe(303)
    }
    expect((await w.get(p.ecrit(id, 'accuse'), admin)).status).toBe(404)
    expect((await w.get(p.ecrit('01900000-0000-7000-8000-000000000000', 'retenu'), admin)).status).toBe(404)
  })
})

const decode = (t: string) =>
  t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
