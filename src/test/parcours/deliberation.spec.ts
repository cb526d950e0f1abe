import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lirePdf } from '../lire-pdf.ts'
import { ouvrirProcesVerbal } from '../proces-verbal.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** What the comité decides in its room, until the procès-verbal is frozen without the signatures that do not come. */
const s = ouvrirSite(ouvrirProcesVerbal)

describe.each(modes())('la délibération, %s', (_, script, largeur) => {
  test('je décide deux dossiers, je clos\u00a0; j’établis le procès-verbal, je l’amende, un membre signe, je le fige sans les autres', async () => {
    const { seance, dossiers } = await s.m.ouvrir(2)
    const v = await s.entrer(s.m.administratrice, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    const decider = async (bouton: string | RegExp, sens: string, champs: Record<string, string>) => {
      await cocher(page.locator(`input[name=sens][value=${sens}]`))
      for (const [nom, valeur] of Object.entries(champs)) await page.fill(`[name=${nom}]`, valeur)
      await presser(script ? bouton : 'Enregistrer la décision')
    }
    await v.aller(paths.comite.salle(seance))
    await lu('0 dossier décidé sur 2')
    if (script) await page.getByText('En direct', { exact: true }).waitFor()
    await decider('Retenir en partie', 'partiel', { montant: '', conclusion: 'Le comité salue la mutualisation.' })
    await refuse('à corriger')
    expect(await page.inputValue('[name=conclusion]')).toBe('Le comité salue la mutualisation.')
    await v.verifierAxe()
    await decider(/^Retenir en partie\s: 4\s321\s€$/, 'partiel', { montant: '4 321' })
    await lu('1 dossier décidé sur 2', 'retenu en partie')
    await presser('Revenir sur cette décision')
    await lu('Déjà décidé')
    await v.controler()
    // a member's screen follows, with scripts by itself
    const suiveur = await s.entrer(s.m.regionale, script, largeur)
    await suiveur.aller(paths.comite.salle(seance))
    await suiveur.lu('Dossier 1 sur 2')
    await page.locator('#ordre ~ ol a').nth(1).click()
    await lu('La salle est au dossier 1', 'Suivre la salle')
    await v.controler()
    await presser(/^Amener la salle au dossier 2/)
    await lu('Dossier 2 sur 2')
    if (!script) await suiveur.aller(paths.comite.salle(seance))
    await suiveur.lu('Dossier 2 sur 2')
    await suiveur.fermer()
    await presser('Écran de la salle')
    await lu('L’écran est prêt')
    await v.controler()
    const ecran = await s.arriver(script, script ? 1920 : largeur)
    if (script) await ecran.page.setViewportSize({ width: 1920, height: 1080 })
    await ecran.aller(new URL((await page.locator('.gt-adresse').textContent())!).pathname)
    await ecran.lu('Dossier 2 sur 2')
    await v.aller(paths.comite.salle(seance))
    if (script) {
      await cocher(page.locator('input[name=sens][value=partiel]'))
      await page.fill('[name=montant]', '2 500')
      await ecran.lu(/Proposé 2\s500\s€/, 'Proposition en débat')
      expect(await ecran.page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true)
    }
    await ecran.verifierAxe()
    ecran.sansIncident()
    await ecran.fermer()
    await decider('Ne pas retenir', 'non_retenu', { motif: 'Le calendrier n’est pas crédible.' })
    await lu('Tous les dossiers sont décidés')
    await v.verifierAxe()
    const decisions = 'select sens, montant::int from decision where dossier_id = any($1) order by prise_le, id'
    expect((await s.m.q(decisions, [dossiers])).rows).toEqual([
      { sens: 'partiel', montant: 432_100 },
      { sens: 'non_retenu', montant: 0 },
    ])

    await suivre('Quitter la salle')
    await presser('Clore la séance')
    await lu('La séance est close.')
    await suivre('Procès-verbal')
    await lu('Le procès-verbal n’est pas encore établi.')
    await v.verifierAxe()
    await presser('Établir le procès-verbal')
    await lu('Version 1, à signer', 'Le comité salue la mutualisation.')
    await suivre('Amender')
    await lu('Chaque modification établit une nouvelle version')
    await v.verifierAxe()
    await page.fill(`[name="conclusion-${dossiers[0]}"]`, 'Le comité salue le travail commun.')
    await page.fill('[name=remarques]', 'La séance a été suspendue dix minutes.')
    await presser('Établir une nouvelle version')
    await lu('Version 2, à signer', 'La séance a été suspendue dix minutes.', 'travail commun')
    await v.verifierAxe()

    const membre = await s.entrer(s.m.regionale, script, largeur)
    await membre.aller(paths.comite.procesVerbal(seance))
    await membre.suivre('Signer, après lecture')
    await membre.page.fill('[name=reserve]', 'Je regrette la brièveté du débat.')
    await membre.presser('J’ai lu, je signe')
    await membre.lu('Votre signature est enregistrée.', 'Vous avez signé cette version.', 'Je regrette la brièveté du débat.')
    await membre.verifierAxe()
    await membre.fermer()

    await v.aller(paths.comite.procesVerbal(seance))
    await lu(/Signatures attendues.*Référent de la Corse-du-Sud/)
    await page.getByText('Figer sans ces signatures…').click()
    await presser(/^Figer la version/)
    await refuse('Dites pourquoi ces signatures manquent')
    await page.fill('[name=motif]', 'Deux membres sont en congé.')
    await presser(/^Figer la version/)
    await lu('Procès-verbal figé', /N’ont pas signé\s?: .*Deux membres sont en congé\./)
    expect(await page.getByRole('link', { name: 'Amender' }).count()).toBe(0)
    await v.verifierAxe()
    const adresse = await page.getByRole('link', { name: 'Télécharger le PDF figé' }).getAttribute('href')
    const { texte } = await lirePdf(await (await page.request.get(adresse!)).body())
    for (const mot of ['travail commun', 'Je regrette', 'congé']) expect(texte).toContain(mot)
    expect((await s.m.versions(seance)).map(x => x.fige_le !== null)).toEqual([false, true])
    v.sansIncident()
    await v.fermer()
  })
})
