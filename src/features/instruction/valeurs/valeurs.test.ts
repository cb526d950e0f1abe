import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeForfait, ouvrirForfait } from '../../../test/forfait.ts'

/** A dossier of twelve workshops in a mairie, filed and collected: 3 600 €. */
let m: MondeForfait
let id: string
beforeAll(async () => {
  m = await ouvrirForfait()
})
beforeEach(async () => {
  m.w.regler('2027-02-01T10:00:00')
  id = await m.brouillon()
  await m.reussir('dépôt', m.deposer(id))
  await m.q("update dossier set etat = 'en_instruction' where id = $1", [id])
  m.w.regler('2027-03-16T09:00:00')
})
afterAll(() => m.w.close())

const { instruction: i } = paths
const trancher = (corps: Record<string, string>, { champ = 'nombre_ateliers', qui = m.referent } = {}) =>
  m.w.post(i.valeur(id, champ), { valeur: '10', raison: 'Deux ateliers n’ont pas lieu.', vu: '', ...corps }, qui.cookie)
const page = async (chemin: string, qui = m.referent) => m.lire(m.w.get(chemin, qui.cookie))
const retenues = async () =>
  (await m.q('select id, champ, valeur, motif from valeur_retenue where dossier_id = $1 order by retenue_le, id', [id])).rows
const contenu = async () => (await m.q('select contenu from depot where dossier_id = $1', [id])).rows[0].contenu

describe('trancher une valeur recalcule l’aide', () => {
  it('celle du dépôt reste à côté, mot pour mot\u00a0; la page, la fiche et l’historique disent les deux', async () => {
    const avant = await contenu()
    expect(await page(i.dossier(id))).toContain('Trancher une valeur de l’aide calculée')
    expect(await page(i.valeurs(id))).toContain('comme déposée')
    await m.reussir('valeur', trancher({}))
    const lue = await page(i.valeurs(id))
    for (const mot of ['3 600 €', '3 000 €', '10 × 300 € = 3 000 €', '12 × 300 € = 3 600 €', 'Deux ateliers n’ont pas lieu.', 'Référent'])
      expect(lue).toContain(mot)
    expect(await page(i.dossier(id))).toContain('Avec les valeurs retenues par le service : 3 000 €')
    expect(await contenu()).toBe(avant)
    expect(await page(i.analyse(id))).toContain('3 600 € calculés par l’appel, 3 000 € avec les valeurs retenues')
    expect(await page(i.historique(id))).toContain('retient une autre valeur de « Combien d’ateliers dans l’année ? »')
    expect(await m.lire(m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).not.toContain('Deux ateliers')
  })

  it('le rapport propose la plus petite des deux', async () => {
    await trancher({})
    expect(await (await m.w.get(i.analyse(id), m.referent.cookie)).text()).toMatch(/name="montant"[^>]*value="3\s000"/)
    await trancher({ valeur: '13', raison: 'Treize.', vu: (await retenues()).at(-1).id })
    expect(await (await m.w.get(i.analyse(id), m.referent.cookie)).text()).toMatch(/name="montant"[^>]*value="3\s600"/)
  })

  it('revenir à la valeur déposée la rend\u00a0: tout ce qui fut retenu reste écrit', async () => {
    await trancher({})
    const [une] = await retenues()
    await m.reussir('retour', trancher({ rendre: 'oui', vu: une.id, raison: 'Erreur de ma part.' }))
    expect((await retenues()).map(v => v.valeur)).toEqual([10, null])
    const lue = await page(i.valeurs(id))
    expect(lue).toContain('la même')
    expect(lue).toContain('Erreur de ma part.')
    await expect(m.q("update valeur_retenue set motif = 'x' where dossier_id = $1", [id])).rejects.toThrow('on ajoute une valeur retenue')
  })

  it('sans raison, illisible, hors des choix ou vide, rien n’est retenu, et ce qui fut tapé reste', async () => {
    for (const [corps, mot] of [
      [{ raison: '' }, 'Écrivez la raison'],
      [{ raison: 'x'.repeat(5000) }, 'Raccourcissez-la'],
      [{ valeur: 'douze' }, '« douze » n’est pas un nombre entier'],
      [{ valeur: '0' }, 'est trop petit'],
      [{ valeur: '' }, 'Indiquez la valeur à retenir'],
    ] as const) {
      const r = await trancher(corps)
      expect(r.status).toBe(422)
      expect(await m.lire(r)).toContain(mot)
    }
    expect((await trancher({ valeur: 'ailleurs' }, { champ: 'lieu' })).status).toBe(422)
    expect(await retenues()).toEqual([])
  })

  it('seules les réponses que l’aide lit se tranchent', async () => {
    for (const champ of ['titre', 'aide', 'inconnu', 'volet']) expect((await trancher({}, { champ })).status).toBe(404)
    await m.reussir('lieu', trancher({ valeur: 'autre', raison: 'C’est un gymnase.' }, { champ: 'lieu' }))
    expect(await page(i.valeurs(id))).toContain('12 × 200 € = 2 400 €')
  })

  it('un porteur, un membre du comité, un référent d’ailleurs ne tranchent rien', async () => {
    const ailleurs = await m.w.compte({ roles: [{ role: 'referent_departemental', departements: ['2B'], volets: ['ateliers'] }] })
    for (const qui of [m.porteur, m.membre, ailleurs]) {
      expect((await trancher({}, { qui })).status).toBeGreaterThanOrEqual(403)
      expect((await m.w.get(i.valeurs(id), qui.cookie)).status).toBeGreaterThanOrEqual(403)
    }
    await m.q("update dossier set etat = 'au_comite' where id = $1", [id])
    expect((await trancher({})).status).toBe(409)
    expect(await retenues()).toEqual([])
  })

  it('au terme de la conservation, ce qui fut retenu et les chiffres du calcul s’effacent\u00a0; le montant reste', async () => {
    await m.reussir('valeur', trancher({}))
    const { instant } = m.w.horloge
    await m.q(
      `insert into preavis (guichet_id, objet, objet_id, terme, envoye_le) select guichet_id, 'refuse', id, $2, $2 from dossier where id = $1`,
      [id, instant],
    )
    await m.w.auGuichet(tx => sql`select effacer_dossier(${id}, ${instant})`.execute(tx))
    expect(await retenues()).toEqual([])
    expect(JSON.parse(await contenu()).aide_calculee).toEqual({ montant: 360_000, etapes: [], clauses: ['A2', 'A3'] })
    expect(JSON.stringify(await contenu())).not.toContain('12 ×')
  })

  it('six valeurs au même instant\u00a0: une seule est retenue, les autres sont rendues avec elle', async () => {
    const six = await Promise.all([5, 6, 7, 8, 9, 10].map(n => trancher({ valeur: String(n), raison: `J’en compte ${n}.` })))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await retenues()).toHaveLength(1)
    const refus = await m.lire(six.find(r => r.status === 409)!)
    expect(refus).toContain('a retenu une autre valeur entre-temps')
    // the same form sent twice is one value
    const [une] = await retenues()
    expect((await trancher({ valeur: String(une.valeur), raison: une.motif })).status).toBe(303)
    expect(await retenues()).toHaveLength(1)
  })
})
