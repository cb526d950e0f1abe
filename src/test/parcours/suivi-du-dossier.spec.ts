import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { lienDuCourriel } from '../navigateur.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** What a référent does around a dossier, one thing after the other: gives it to somebody, opens it, writes notes, asks for an opinion, and takes each back. */
const s = ouvrirSite(ouvrirInstruction)

test.each(modes())(
  '%s, je confie le dossier, l’ouvre puis le referme, reprends ma note et retire une demande d’avis',
  async (_, ...ecran) => {
    const { w, referent, collegue, ailleurs } = s.m
    const id = await s.m.dossier()
    const chemin = paths.instruction.dossier(id)
    const v = await s.entrer(referent, ...ecran)
    const { page } = v
    const acte = (nom: string) => page.getByRole('link', { name: nom, exact: true }).click()
    const lisible = async () => (await w.get(chemin, ailleurs.cookie)).status

    await page.goto(chemin)
    await acte('Affecter le dossier…')
    await page.getByRole('heading', { level: 2, name: 'Affecter le dossier' }).waitFor()
    await v.controler()
    await cocher(page.getByLabel('Seconde référente de la Corse-du-Sud'))
    await v.presser('Affecter')
    await v.attendre('L’affectation est enregistrée.')
    expect(await v.lire()).toContain('Affecté à Seconde référente de la Corse-du-Sud')
    const { rows } = await w.owner.query('select assigne_a from instruction where dossier_id = $1', [id])
    expect(rows).toEqual([{ assigne_a: collegue.id }])

    await acte('Ouvrir à un autre référent…')
    await cocher(page.getByLabel('Référente de la Haute-Corse'))
    await v.presser('Ouvrir le dossier')
    await page.locator('#erreurs').waitFor()
    await v.controler()
    expect(await page.getByLabel('Référente de la Haute-Corse').isChecked()).toBe(true)
    await page.fill('#raison', 'Le projet voisin est chez vous.')
    await v.presser('Ouvrir le dossier')
    await v.attendre('Le dossier est ouvert à cette personne.')
    expect(await lisible()).toBe(200)
    await acte('Ouvrir à un autre référent…')
    await v.attendre('Ouvert à Référente de la Haute-Corse')
    await v.controler()
    await v.presser(/^Retirer l’accès/)
    await v.attendre('Cette personne ne lit plus le dossier.')
    expect(await lisible()).toBe(404)

    await page.locator('#p-notes textarea').fill('Appeler la mairie.')
    await v.presser('Ajouter la note')
    await page.getByRole('link', { name: /^Modifier la note/ }).click()
    await page.getByRole('heading', { level: 2, name: 'Modifier votre note' }).waitFor()
    expect(await page.inputValue('#note')).toBe('Appeler la mairie.')
    await v.controler()
    await page.fill('#note', 'Mairie appelée, le devis arrive.')
    await v.presser('Enregistrer')
    await v.attendre('(modifiée)')
    expect(await v.lire()).toContain('Mairie appelée, le devis arrive.')
    await page.getByRole('link', { name: /^Modifier la note/ }).click()
    await v.presser('Retirer cette note')
    await v.attendre('La note est retirée.')
    expect(await v.lire()).not.toContain('le devis arrive')

    const courriel = `expert-${width(ecran)}@guichet.example`
    const DEMANDE = { expert: 'Direction du numérique', demande: 'La solution tient-elle ?', parties: 'c:projet:resume', jours: '14' }
    await w.post(paths.instruction.avis(id), { ...DEMANDE, courriel }, referent.cookie)
    const lien = await lienDuCourriel(w, courriel)
    expect((await w.get(lien)).status).toBe(200)
    await page.goto(paths.instruction.avis(id))
    await v.presser('Retirer la demande faite à Direction du numérique')
    await v.attendre('La demande est retirée.')
    await v.controler()
    expect([(await w.get(lien)).status, await page.getByRole('button', { name: /^Retirer la demande/ }).count()]).toEqual([410, 0])
    v.sansIncident()
    await v.fermer()
  },
)
const width = ([, w]: readonly [boolean, number]) => w
