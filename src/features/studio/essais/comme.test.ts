import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { lireAppel } from '../../appels/index.ts'
import { saisieComme } from './comme.ts'
import { lignesSaisies, lireLignes } from './lignes-d-essai.ts'

const appelDe = (fichier: string) => {
  const lu = lireAppel(readFileSync(fichier, 'utf8'), fichier)
  if (!lu.ok) throw new Error(fichier)
  return lu.value
}
const ORAGES = appelDe('src/test/appels/degats-orages.yml')
const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const { studio: p } = paths

describe('un essai qui part d’un autre', () => {
  let w: World
  let admin: string
  let id: string
  beforeAll(async () => {
    w = await openWorld({ instant: '2027-01-02T10:00:00' })
    admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
    const r = await w.post(p.accueil, { source: FONDS }, admin)
    id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  })
  afterAll(() => w.close())
  /** What the page shows already, with these changes. */
  const envoyer = async (changes: Record<string, string>, comme = 'voirie') => {
    const base = Object.fromEntries(Object.entries(saisieComme(appelDe('src/test/appels/fonds-departemental.yml'), essai())))
    const r = await w.post(`${p.nouvelEssai(id)}?comme=${comme}`, { ...base, ...changes }, admin)
    return { r, source: await (await w.get(p.fichier(id), admin)).text() }
  }
  const essai = () => appelDe('src/test/appels/fonds-departemental.yml').essais[0]!

  it('est rempli de ce que dit l’autre, sauf son titre', async () => {
    const page = await (await w.get(`${p.nouvelEssai(id)}?comme=voirie`, admin)).text()
    expect(page).toContain('Il part de l’essai')
    expect(page).toMatch(/name="depense.travaux"[^>]*value="90 000"|value="90 000"[^>]*name="depense.travaux"/)
    expect(page).toMatch(/value="30\/11\/2027"/)
    expect(page).toMatch(/value="01\/02\/2027"/)
    expect(page).not.toContain('Une commune refait une chaussée, au maximum de l&#39;aide" name')
  })

  it('n’écrit que ce qu’il change, et la page propose d’en ajouter un autre du même', async () => {
    const { r, source } = await envoyer({
      titre: 'Moins d’aide',
      aide: '20 000',
      part: '80 000',
      'q.date_fin': '15/10/2027',
      attendu: 'depose',
    })
    expect(r.headers.get('location')).toContain('fait=ajoute&essai=essai_1&comme=voirie')
    const sien = source.slice(source.indexOf('titre: Moins d’aide')).split('  - code:')[0]!
    // a structure of its own: that of the other has its dossier already
    expect(sien.replace(/porteur:\n( {6}.*\n)+/, 'porteur: …\n')).toBe(
      'titre: Moins d’aide\n    comme: voirie\n    porteur: …\n    aide: 20 000 €\n    part: 80 000 €\n    reponses:\n      date_fin: 2027-10-15\n    attendu:\n      depose: oui\n',
    )
    const page = await (await w.get(r.headers.get('location')!, admin)).text()
    expect(page.replaceAll('\u00a0', ' ')).toContain('En ajouter un qui part de « Une commune refait une chaussée')
  })

  it('une réponse vidée y est sans réponse\u00a0; un montant vidé fait un essai entier, qui ne le dit plus', async () => {
    const { source } = await envoyer({ titre: 'Sans date', 'q.date_fin': '' })
    expect(source.slice(source.indexOf('titre: Sans date'))).toMatch(
      /^titre: Sans date\n {4}comme: voirie\n {4}porteur:\n(?: {6}.*\n)+ {4}sans_reponse:\n {6}- date_fin\n/,
    )
    const sans = (await envoyer({ titre: 'Sans part', part: '' })).source
    const entier = sans.slice(sans.indexOf('titre: Sans part')).split('  - code:')[0]!
    expect(entier).not.toContain('comme:')
    expect(entier).not.toContain('part:')
    expect(entier).toContain('travaux: 90 000 €')
  })

  it('d’un code que l’appel n’a pas, il ne part de rien\u00a0: on choisit d’abord son volet', async () => {
    const page = await (await w.get(`${p.nouvelEssai(id)}?comme=constructor`, admin)).text()
    expect(page).toContain('Quel volet ce dossier inventé choisit-il')
  })
})

describe('les lignes d’un tableau, tapées dans un essai', () => {
  const table = ORAGES.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions)).find(q => q.type === 'tableau')!
  test('lues colonne après colonne, elles se montrent comme elles se tapent', () => {
    const { tableaux } = ORAGES.essais.find(e => e.tableaux?.[table.id])!
    const lignes = tableaux![table.id]!
    const tapees = lignesSaisies(ORAGES, table.id, lignes)
    const lu = lireLignes(ORAGES, table.id, tapees)
    expect(lu.ok && lu.value).toEqual(lignes)
    const colle = lireLignes(ORAGES, table.id, tapees.replaceAll(' ; ', '\t'))
    expect(colle.ok && colle.value).toEqual(lignes)
  })
  test.each([
    ['Route ; voirie ; vico ; 12 ; 60 000 ; 0 ; non ; de trop', /^Ligne 1, 8 cases : 7 colonnes$/],
    ['Route ; voirie ; vico ; 12 ; 60 000 ; 0 ; non\nRoute ; lune', /^Ligne 2, Nature : « lune » n’est pas une de ses réponses$/],
    ['Route ; voirie ; vico ; vieux', /^Ligne 1, .* : « vieux » n’est pas un nombre/],
    ['Route\n'.repeat(61), /^60 lignes au plus$/],
  ])('« %s » est refusé, avec sa ligne et sa colonne', (tape, dit) => {
    const lu = lireLignes(ORAGES, table.id, tape)
    expect(lu.ok ? lu.value : lu.error.replaceAll('\u00a0', ' ')).toMatch(dit)
  })
})
