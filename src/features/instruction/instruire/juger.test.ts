import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
const REGLE = 'porteur'
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Qui = { cookie: string }
const juger = (corps: Record<string, string>, qui: Qui = m.referent, regle = REGLE) =>
  m.w.post(i.verdict(id, regle), { resultat: 'non_respectee', raison: 'La structure n’est pas en Corse.', vu: '', ...corps }, qui.cookie)
const verdicts = () =>
  m.w.auGuichet(tx =>
    tx.selectFrom('verdict_humain').select(['id', 'resultat', 'motif']).where('dossier_id', '=', id).orderBy('id').execute(),
  )
const vue = async () => (await verdicts()).at(-1)?.id ?? ''

describe('juger une règle autrement', () => {
  it('le formulaire s’ouvre à la règle ; le verdict humain s’ajoute à l’automatique, les deux se lisent', async () => {
    const avant = await (await m.w.get(`${i.instruire(id)}?regle=${REGLE}`, m.referent.cookie)).text()
    expect(avant).toContain(`action="${i.verdict(id, REGLE)}"`)
    // nothing is pressed beforehand
    expect(avant).not.toMatch(/name="resultat"[^>]* checked/)
    const r = await juger({})
    expect(r.status).toBe(303)
    const page = await lisible(await m.w.get(r.headers.get('location')!, m.referent.cookie))
    expect(page).toContain('Respectée (verdict automatique)')
    expect(page).toContain('Vous : non respectée. « La structure n’est pas en Corse. »')
    expect(page).toContain('Recevable : non. Règle non respectée : « Porteur »')
    expect(await ligneDe(m.w, id)).toMatchObject({ non_respectees: 1 })
    expect(await actesDe(m.w, id)).toMatchObject([
      { action: 'instruction.juge', regle: REGLE, resultat: 'non_respectee', automatique: 'respectee' },
    ])
    const collegue = await lisible(await m.w.get(i.dossier(id), m.collegue.cookie))
    expect(collegue).toContain('Référent de la Corse-du-Sud : non respectée.')
  })

  it('un second verdict s’ajoute, le premier reste ; on revient au verdict automatique de même', async () => {
    await juger({})
    expect((await juger({ resultat: 'respectee', raison: 'Vérifié.', vu: await vue() })).status).toBe(303)
    expect((await juger({ resultat: 'automatique', raison: 'La machine disait vrai.', vu: await vue() })).status).toBe(303)
    expect((await verdicts()).map(v => v.resultat)).toEqual(['non_respectee', 'respectee', null])
    expect(await ligneDe(m.w, id)).toMatchObject({ non_respectees: 0 })
    const page = await lisible(await m.w.get(i.dossier(id), m.referent.cookie))
    expect(page).toContain('2 verdicts précédents')
    expect(page).toContain('Recevable : oui.')
  })

  it('sans raison ou sans verdict, la page revient avec ce qui est tapé', async () => {
    const r = await juger({ raison: '  ' })
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('Écrivez la raison de votre verdict')
    expect(html).toMatch(/value="non_respectee" checked/)
    const sans = await juger({ resultat: '' })
    expect(sans.status).toBe(422)
    expect(await lisible(sans)).toContain('Choisissez un verdict')
    const longue = await juger({ raison: 'x'.repeat(2001) })
    expect(longue.status).toBe(422)
    expect(await lisible(longue)).toContain('La raison a 2001 caractères. Raccourcissez-la à 2000')
    expect(await verdicts()).toEqual([])
    // a screen reader hears it from the title, before anything of the page
    const titre = async (r: Response | Promise<Response>) => /<title>([^<]*)/.exec(await (await r).text())![1]
    expect(await titre(juger({ raison: '' }))).toMatch(/^Erreur/)
    expect(await titre(m.w.get(i.instruire(id), m.referent.cookie))).not.toMatch(/Erreur/)
  })

  it('deux instructeurs sur une règle : le second lit le verdict du premier, garde le sien à l’écran, puis le confirme', async () => {
    await juger({ resultat: 'sans_objet', raison: 'Sans objet ici.' }, m.collegue)
    const r = await juger({})
    expect(r.status).toBe(409)
    const html = await r.text()
    expect(html).toContain('a jugé cette règle entre-temps')
    expect(html).toContain('Sans objet ici.')
    expect(html).toContain('La structure n’est pas en Corse.')
    expect(await verdicts()).toHaveLength(1)
    expect((await juger({ vu: /name="vu" value="([^"]+)"/.exec(html)![1]! })).status).toBe(303)
    expect((await verdicts()).map(v => v.resultat)).toEqual(['sans_objet', 'non_respectee'])
  })

  it('six envois à la fois du même verdict n’en font qu’un ; de six personnes, un seul passe sans être relu', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => juger({})))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await verdicts()).toHaveLength(1)
    const vu = await vue()
    const deux = await Promise.all(
      Array.from({ length: 6 }, (_, n) => juger({ raison: `Raison ${n}.`, vu }, n % 2 ? m.collegue : m.administratrice)),
    )
    expect(deux.filter(r => r.status === 303)).toHaveLength(1)
    expect(deux.filter(r => r.status === 409)).toHaveLength(5)
    expect(await verdicts()).toHaveLength(2)
  })

  it('le verdict dit la version jugée, et qu’une plus récente est arrivée depuis', async () => {
    await juger({})
    const lire = async () => lisible(await m.w.get(i.dossier(id), m.referent.cookie))
    expect(await lire()).toContain('sur la version 1')
    expect(await lire()).not.toContain('a été déposée depuis')
    const demande = { 'cible-1': 'c:projet:resume', 'demande-1': 'Dites combien.', echeance: '12/10/2021' }
    await m.w.post(i.complements(id), demande, m.referent.cookie)
    await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Trois cents familles.' }, m.porteur.cookie)
    await m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)
    expect(await lire()).toContain('La version 2 a été déposée depuis. Voir ce qui a changé')
    // judged again, it speaks of what stands
    await juger({ vu: await vue(), raison: 'Toujours vrai.' })
    expect(await lire()).toContain('sur la version 2')
    expect(await lire()).not.toContain('a été déposée depuis')
  })

  it('une règle inconnue n’existe pas ; hors du périmètre, rien n’existe', async () => {
    expect((await juger({}, m.referent, 'inventee')).status).toBe(404)
    expect((await juger({}, m.ailleurs)).status).toBe(404)
    expect((await juger({}, m.porteur)).status).toBe(404)
  })

  it('avant le relevé, on ne juge pas : la page n’offre rien et l’envoi dit pourquoi', async () => {
    id = await m.dossier({ releve: false })
    expect(await lisible(await m.w.get(i.dossier(id), m.referent.cookie))).not.toContain('Juger autrement')
    const r = await juger({})
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('pas encore relevé')
  })

  it('la base refuse de changer ou d’effacer un verdict humain', async () => {
    await juger({})
    await expect(m.w.owner.query("update verdict_humain set motif = 'x' where dossier_id = $1", [id])).rejects.toThrow('on ajoute')
  })
})
