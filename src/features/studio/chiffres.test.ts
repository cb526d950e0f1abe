import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { roleDe } from '../../test/acteur.ts'
import { champsDe, texte } from '../../test/studio.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ecrireLieu } from './document/lieux.ts'

const FORFAIT = readFileSync('modeles/forfait.yml', 'utf8').replaceAll('montant: ""', 'montant: 900 000 €')
const { studio: p } = paths
let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const ouvrir = async (source = FORFAIT) =>
  /\/studio\/([0-9a-f-]{36})/.exec((await w.post(p.accueil, { source }, admin)).headers.get('location')!)![1]!
const source = (id: string) => lire(p.fichier(id))
const chiffre = (id: string, nom: string) => p.lieu(p.section(id, 'regles'), ecrireLieu(['parametres', nom]))
const envoyer = async (chemin: string, change: Record<string, string>) =>
  w.post(chemin, { ...champsDe(await lire(chemin)), ...change }, admin)
const NOM = 'forfait par équipement'
const ICI = ecrireLieu(['parametres', NOM])
const V = `${ICI}/valeurs`
const DU_FICHIER = /la clé|de ces clés|groupe de clés/

describe('j’écris les chiffres d’un appel sans connaître son fichier', () => {
  it('je donne une seule valeur à un chiffre qui en avait une par réponse\u00a0: je vide l’une, j’écris l’autre, et plus rien ne bloque', async () => {
    const id = await ouvrir()
    const page = chiffre(id, NOM)
    await envoyer(page, { [`${V}/simple`]: '', [`${V}/complet`]: '', [`${ICI}/selon`]: '' })
    expect(await source(id)).not.toContain('valeurs: {}')
    const vide = texte(await lire(page))
    expect(vide).toContain('Ce chiffre n’a pas encore de valeur')
    expect(vide).not.toMatch(DU_FICHIER)
    await envoyer(page, { [`${ICI}/valeur`]: '3 000' })
    expect(await source(id)).toContain('valeur: 3 000 €')
    expect(texte(await lire(page))).not.toContain('bloque la publication')
  })

  it('un groupe resté vide dans un fichier se retire d’un bouton', async () => {
    const id = await ouvrir(FORFAIT.replace('valeurs: { simple: 2 000 €, complet: 4 000 € }', 'valeur: 2 000 €\n    valeurs: {}'))
    const page = chiffre(id, NOM)
    const avant = texte(await lire(page))
    expect(avant).toContain('Ce chiffre est dit de deux façons, « valeur » et « valeurs » : gardez-en une seule')
    expect(avant).not.toMatch(DU_FICHIER)
    await envoyer(page, { ordre: `retirer ${V}` })
    expect(await source(id)).not.toContain('valeurs: {}')
  })

  it('un chiffre neuf dit une seule chose, en mots\u00a0: il n’a pas encore de valeur', async () => {
    const id = await ouvrir()
    const liste = p.lieu(p.section(id, 'regles'), '/parametres')
    await envoyer(liste, { 'nom:/parametres': 'aide par bénévole', ordre: 'ajouter /parametres' })
    const dit = texte(await lire(chiffre(id, 'aide par bénévole')))
    expect(dit).toContain('1 point bloque la publication')
    expect(dit).toContain('Ce chiffre n’a pas encore de valeur')
    expect(dit).not.toMatch(DU_FICHIER)
  })

  it('« selon » se choisit parmi les questions de l’appel, à choix ou en nombre, et le type de structure a une valeur par type', async () => {
    const id = await ouvrir()
    const page = chiffre(id, NOM)
    const html = await lire(page)
    for (const [code, mots] of [
      ['volet', 'Le volet'],
      ['population', 'La population de la structure'],
      ['modele', 'La réponse à «\u00a0Quel équipement\u202f?\u00a0»'],
      ['nombre_equipements', '«\u00a0Combien\u202f?\u00a0»'],
    ])
      expect(html).toMatch(new RegExp(`<option value="${code}"[^>]*>${mots!.replace('?', '\\?')}`))
    expect(html).not.toContain('<option value="calendrier"')
    await envoyer(page, { [`${V}/simple`]: '', [`${V}/complet`]: '', [`${ICI}/selon`]: 'type de structure' })
    const apres = await lire(page)
    expect(apres).toContain(`name="${V}/commune"`)
    expect(texte(apres)).toContain('Une intercommunalité')
  })

  it.each(['20 000', '20\u00a0000', '20\u202f000'])('«\u00a0%s\u00a0» est vingt mille, partout où le studio lit un nombre', async saisi => {
    const id = await ouvrir()
    const question = '/formulaires/0/etapes/2/questions/1'
    await envoyer(p.lieu(p.section(id, 'formulaire'), question), { [`${question}/max`]: saisi })
    expect(await source(id)).toContain('max: 20000,')
    await envoyer(chiffre(id, NOM), { [`${V}/simple`]: saisi })
    expect(texte(await lire(p.brouillon(id)))).not.toContain('bloque la publication')
  })

  it('un nombre mal écrit dans le fichier se corrige en entier', async () => {
    const id = await ouvrir(FORFAIT.replace('max: 100, unite', 'max: 20 000 h, unite'))
    expect(texte(await lire(p.brouillon(id)))).toContain('écrivez « 20000 »')
  })
})
