import { describe, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** Whoever administers changes what the guichet says of itself, and sees it before. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  return { w, admin: await w.compte({ nom: 'Administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] }) }
})
const { reglages } = paths.administration
/** The button of a section, which says which to those who hear it. */
const effet = (section: string) => new RegExp(`^Voir l’effet\\s*, ${section}$`)

describe.each(modes())('les réglages du guichet, %s', (_, script, largeur) => {
  test('je change le nom, un SIRET faux est refusé, une durée trop courte aussi\u00a0; chaque effet se lit avant d’enregistrer', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { lu, refuse, presser, suivre, taper, page } = v
    const nom = script ? 'Guichet des communes' : 'Guichet des vallées'
    await v.aller(paths.administration.appels)
    await suivre('Réglages du guichet')
    await lu('Ce que l’on voit', 'Une ligne de données ouvertes', 'Télécharger les réglages')
    await v.controler()

    await taper('nom', nom)
    await presser(effet('Identité'))
    await v.titre('Identité')
    await lu(`Nom du guichet : « ${nom} », au lieu de`, `De : ${nom} <guichet@guichet.example>`)
    await v.controler()
    await presser('Enregistrer')
    await lu('Enregistré. Toutes les pages le montrent en une seconde.', 'Administratrice')
    await page.locator('.fr-header__service-title', { hasText: nom }).waitFor()
    await v.controler()

    await taper('attribuant.siret', '000 200 014 00018')
    await presser(effet('Attribuant'))
    await refuse('Ce numéro n’est pas un SIRET')
    await v.controler()
    await taper('attribuant.siret', '000 200 014 00017')
    await taper('attribuant.nom', script ? 'Préfecture des communes' : 'Préfecture des vallées')
    await presser('Voir l’effet')
    await lu('nomAttribuant', 'Nom de l’attribuant : « Préfecture des')
    await presser('Enregistrer')
    await lu('Enregistré.')

    await taper('conservation.dossiersAns', '5')
    await presser(effet('Conservation'))
    await refuse('10 ans au moins', '651/2014')
    await v.controler()
    await taper('conservation.dossiersAns', '10')
    await taper('conservation.comptesMois', script ? '24' : '30')
    await presser('Voir l’effet')
    await lu('Effet aujourd’hui :', 'Compte sans visite :')
    await v.controler()
    // as it is typed, with script; by its button without
    await taper('conservation.comptesMois', '18')
    if (!script) await presser('Voir l’effet')
    await lu('Compte sans visite : 18 mois')
    await suivre('Revenir sans rien changer')
    await v.titre('Le guichet')
    v.sansIncident()
    await v.fermer()
  })

  test('le thème change, et l’autre personne apprend ce que la première vient d’écrire', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const autre = await s.entrer(s.m.admin, script, largeur)
    await v.aller(reglages)
    await autre.aller(reglages)
    await v.taper('service.telephone', script ? '04 65 71 00 61' : '04 65 71 00 63')
    await v.presser(effet('Service'))
    await v.presser('Enregistrer')
    await v.lu('Enregistré.')
    await autre.taper('service.telephone', script ? '04 65 71 00 62' : '04 65 71 00 64')
    await autre.presser(effet('Service'))
    await autre.lu('Une autre personne vient de changer ces réglages', 'Rien de ce que vous avez saisi n’est enregistré')
    await autre.controler()
    await autre.presser('Enregistrer')
    await autre.lu('Enregistré.')

    await v.aller(reglages)
    await v.page.getByText('Neutre, à vos couleurs', { exact: true }).click()
    await v.presser(effet('Thème'))
    await v.lu('Les pages perdent la police Marianne')
    await v.controler()
    await v.presser('Enregistrer')
    await v.lu('Enregistré.')
    await v.controler()
    await v.page.getByText('État', { exact: true }).click()
    await v.presser(effet('Thème'))
    await v.presser('Enregistrer')
    await v.lu('Enregistré.')
    await v.fermer()
    await autre.fermer()
  })
})
