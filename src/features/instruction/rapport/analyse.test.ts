import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Qui = { cookie: string }
const voir = (qui: Qui = m.referent) => m.w.get(i.analyse(id), qui.cookie)
/** The hidden marks of what the page shows: sent back with the form, as a browser does. */
async function ouvrir(qui: Qui = m.referent): Promise<Record<string, string>> {
  const html = await (await voir(qui)).text()
  return Object.fromEntries([...html.matchAll(/name="((?:vu\.[^"]+)|version)" value="([^"]*)"/g)].map(x => [x[1]!, x[2]!]))
}
const enregistrer = (champs: Record<string, string>, vus: Record<string, string>, qui: Qui = m.referent) =>
  m.w.post(i.analyse(id), { ...vus, ...champs }, qui.cookie)

describe('la page d’analyse d’un dossier', () => {
  it('montre chaque critère de l’appel avec ce que dit le dossier, et l’échelle de l’appel', async () => {
    const page = await lisible(await voir())
    expect(page).toContain('(a) Le projet est porté au niveau de décision')
    expect(page).toContain('Co-construction avec les agents ou les usagers : Deux ateliers avec 22 parents.')
    expect(page).toContain('Règle « Solution libre » : respectée')
    expect(page).toMatch(/Absent Faible Satisfaisant Fort/)
    expect(page).toContain('Un projet mûr, prêt à démarrer')
    // only where the call allows it
    expect(page.split('Sans objet').length - 1).toBe(1)
  })

  it('un relevé pas encore fait, un collègue d’un autre département : on lit, ou la page n’existe pas', async () => {
    expect((await voir(m.ailleurs)).status).toBe(404)
    expect((await enregistrer({ points_forts: 'X' }, {}, m.ailleurs)).status).toBe(404)
    id = await m.dossier({ releve: false })
    const page = await voir()
    expect(page.status).toBe(200)
    expect(await page.text()).not.toContain('name="points_forts"')
    expect((await enregistrer({ points_forts: 'X' }, {})).status).toBe(409)
  })
})

describe('enregistrer l’analyse', () => {
  it('garde tout ce qui est écrit, une fois, et la page le redit', async () => {
    const vus = await ouvrir()
    const champs = {
      'critere.portage': '3',
      'commentaire.portage': 'Voté en juillet.',
      'priorite.1': 'en_partie',
      points_forts: 'Un portail\nUne formation',
      avis: 'reserve',
    }
    const reponses = await Promise.all(Array.from({ length: 6 }, () => enregistrer(champs, vus)))
    expect(reponses.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await actesDe(m.w, id)).toEqual([{ action: 'instruction.rapport', revision: 1, version: 1 }])
    const page = await lisible(await voir())
    expect(page).toContain('Voté en juillet.')
    expect(page).toMatch(/Fiche du comité .*\(a\) .* Fort Voté en juillet\./)
    expect(page).toContain('En partie : une mesure de l’efficacité du service')
    expect(page).toContain('Avis proposé : favorable avec réserves.')
    expect((await ligneDe(m.w, id)).fiche_terminee).toBe(false)
  })

  it('un commentaire trop long, une appréciation bricolée : rien n’est écrit, ce qui était tapé reste', async () => {
    const long = 'a'.repeat(1001)
    const r = await enregistrer({ 'commentaire.portage': long, 'critere.resultats': '7', 'priorite.2': 'peut-être' }, await ouvrir())
    expect(r.status).toBe(422)
    const page = await r.text()
    expect(page).toContain('Le commentaire du critère (a) a 1001')
    expect(page).toContain('Choisissez une appréciation du critère (b) dans la liste')
    expect(page).toContain(long)
    expect(await actesDe(m.w, id)).toEqual([])
  })

  it('« sans objet » n’est admis que là où l’appel l’admet', async () => {
    const vus = await ouvrir()
    expect((await enregistrer({ 'critere.portage': 'sans_objet' }, vus)).status).toBe(422)
    expect((await enregistrer({ 'critere.logiciel_libre': 'sans_objet' }, vus)).status).toBe(303)
  })

  it('deux personnes sur deux champs différents : les deux restent', async () => {
    const [un, deux] = [await ouvrir(), await ouvrir(m.collegue)]
    expect((await enregistrer({ points_forts: 'Un portail' }, un)).status).toBe(303)
    expect((await enregistrer({ reserves: 'Un délai court' }, deux, m.collegue)).status).toBe(303)
    const page = await lisible(await voir())
    expect(page).toContain('Un portail')
    expect(page).toContain('Un délai court')
  })

  it('deux personnes sur le même champ : la seconde voit les deux versions, ne perd rien, et décide', async () => {
    const [un, deux] = [await ouvrir(), await ouvrir(m.collegue)]
    await enregistrer({ points_forts: 'Un portail', 'critere.portage': '1' }, un)
    const r = await enregistrer({ points_forts: 'Une formation', reserves: 'Un délai court', 'critere.portage': '' }, deux, m.collegue)
    expect(r.status).toBe(409)
    const html = await r.text()
    const page = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(page).toContain('Référent de la Corse-du-Sud a enregistré d’autres réponses')
    expect(page).toMatch(/Points forts Sa version, enregistrée Un portail La vôtre Une formation/)
    expect(html).toMatch(/<textarea[^>]*name="points_forts"[^>]*>Une formation/)
    expect(html).toMatch(/<textarea[^>]*name="reserves"[^>]*>Un délai court/)
    // what only the other changed is in the form too
    expect(html).toMatch(/name="critere.portage" value="1" checked/)
    expect(await actesDe(m.w, id)).toHaveLength(1)
    const vus = Object.fromEntries([...html.matchAll(/name="(vu\.[^"]+)" value="([^"]*)"/g)].map(x => [x[1]!, x[2]!]))
    const encore = { points_forts: 'Une formation', reserves: 'Un délai court', 'critere.portage': '1' }
    expect((await enregistrer(encore, vus, m.collegue)).status).toBe(303)
    const relue = await lisible(await voir())
    expect(relue).toContain('Une formation')
    expect(relue).not.toContain('Un portail')
  })

  it('tout ce que le clavier permet est gardé, rien n’est interprété', async () => {
    const mots = 'L’été <b>à</b> 50 % & « "fin" »\u0000\r\n– deuxième'
    await enregistrer({ points_forts: mots }, await ouvrir())
    const html = await (await voir()).text()
    expect(html).toContain('&lt;b&gt;à&lt;/b&gt;')
    expect(html).not.toContain('<b>à</b>')
  })
})
