import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirScenarios } from '../scenarios.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'

/** Three dossiers ask for 30 000 €, there are 25 000 € to share: the administration has it calculated, changes it by hand, throws it away. */
const s = ouvrirSite(ouvrirScenarios)
const scenario = async (id: string) => (await s.m.w.owner.query('select * from scenario where id = $1', [id])).rows[0]

describe.each(modes())('les scénarios, %s', (_, script, largeur) => {
  test('je demande un calcul, je l’arrête, je le relance, je le rejoue\u00a0; je retouche sa copie à la main, je relâche une contrainte, je la retire', async () => {
    await s.m.recommencer()
    const v = await s.entrer(s.m.administratrice, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    const id = () => new URL(page.url()).pathname.slice(-36)
    await v.aller(paths.comite.scenarios(s.m.seance))
    await lu('Aucun scénario pour cette séance')
    await suivre('Préparer un scénario')
    await lu('Le calcul propose')
    await v.verifierAxe()
    await page.fill('[name=seuil]', '25')
    await presser('Lancer le calcul')
    await refuse('Donnez un nom')
    expect(await page.inputValue('[name=seuil]')).toBe('25')
    await page.fill('[name=nom]', 'Meilleures notes')
    await presser('Lancer le calcul')

    await lu('Prochain calcul de la file')
    const calcule = id()
    await presser('Arrêter le calcul')
    await lu('Le calcul a été arrêté')
    expect((await scenario(calcule)).calcul).toBe('annule')
    await v.verifierAxe()
    await presser('Relancer le calcul')
    await lu('Prochain calcul de la file')
    await s.m.calculer()
    // with scripts the page follows by itself
    if (!script) await suivre('Actualiser')
    await lu('Optimum prouvé', /Accordé\s?10 000 € sur/)
    await v.verifierAxe()
    await presser('Rejouer le calcul')
    await lu('donne le même résultat au centime près')

    await presser('Dupliquer pour retoucher')
    await lu('Écrivez un montant en euros, ou un taux')
    await v.verifierAxe()
    const montants = page.locator('[name^="montant-"]')
    await montants.nth(1).fill('la moitié')
    await page.fill('[name=nom]', 'À la main')
    await presser('Enregistrer les montants')
    await refuse(/«\s?la moitié\s?»/)
    expect([await montants.nth(1).inputValue(), await page.inputValue('[name=nom]')]).toEqual(['la moitié', 'À la main'])
    await montants.nth(1).fill('100 %')
    if (script) await expect.poll(() => page.locator('main output').nth(1).textContent()).toMatch(/10\s000\s€/)
    await presser('Enregistrer les montants')
    await lu('Les montants sont enregistrés.', /Accordé\s?20 000 € sur/, 'Ces montants ne respectent pas tout ce qui a été demandé')
    const copie = id()
    expect(await scenario(copie)).toMatchObject({ nom: 'À la main', origine: 'main', issu_de: calcule, revision: 2 })
    await v.verifierAxe()
    await presser(/^Relâcher/)
    await lu('La contrainte est relâchée.')
    expect(await page.getByText('Ces montants ne respectent pas').count()).toBe(0)
    expect((await scenario(copie)).probleme.contraintes.seuil ?? null).toBeNull()

    await suivre('Tous les scénarios')
    await lu('Scénarios enregistrés', 'À la main', 'Meilleures notes')
    await suivre('À la main')
    await page.getByText('Retirer ce scénario').click()
    await presser('Retirer le scénario')
    await lu('Le scénario est retiré.')
    const restants = await page.locator('main tbody a').allTextContents()
    expect(restants).toEqual(['Meilleures notes'])
    expect((await scenario(copie)).retire_le).not.toBeNull()
    v.sansIncident()
    await v.fermer()
  })
})
