import { describe, expect, test } from 'vitest'
import { tenirComite } from '../../../scripts/scenario/essais/comite.ts'
import type { Depose } from '../../../scripts/scenario/essais/deposer.ts'
import { instruireEssais, releverEssais } from '../../../scripts/scenario/essais/instruire.ts'
import { notifier } from '../../../scripts/scenario/notifier.ts'
import { registrePorteurs } from '../../../scripts/scenario/porteurs.ts'
import { publierAppel } from '../../../scripts/scenario/publier.ts'
import { jouerEssais } from '../../features/examen/index.ts'
import { paths } from '../../paths.ts'
import { ouvrirAppel } from '../scenario-essais.ts'
import { MODES, ouvrirSite } from '../site-ouvert.ts'
import { joindre, PDF } from '../vico.ts'

/** A published collective call, from its test to its letters: the companies of an operation are a table, filled in with a script and, on a phone, without. */
const s = ouvrirSite(async () => {
  const ouvert = await ouvrirAppel('appels-exemples/fisac-collectif-2018/appel.yml')
  await publierAppel(ouvert.monde, '31 janvier 2019')
  return ouvert
})
const JOUR_MS = 86_400_000
const deposes: Depose[] = []

/** By mode: which test dossier it is, whose, and what is pasted: one SIREN of it is wrong, then mended. */
const DOSSIERS = {
  1280: {
    code: 'trois',
    le: '2019-01-10T10:00:00',
    actions: 'moderniser',
    volet: 'rural',
    lignes: [
      'Entreprise\tSIREN\tMotif\tSurface de vente\tDépense HT',
      'Boulangerie du Bourg (inventée)\t000810002\tModernisation\t60\t20 000',
      'Garage du Pont (inventé)\t000810011\tModernisation\t200\t100 000,01',
      'Épicerie de la Place (inventée)\t000810028\tAccessibilité\t400\t12 345,67',
    ],
    faux: [1, '000810010'],
    nombre: 3,
    aide: /22\s703,70\s€/,
    accordee: /22\s703,70\s€/,
  },
  360: {
    code: 'deux',
    le: '2019-01-20T10:00:00',
    actions: 'accueillir',
    volet: 'urbain',
    lignes: [
      'Entreprise\tSIREN\tMotif\tSurface de vente\tDépense HT',
      'Librairie (inventée)\t000810010\tAccessibilité\t90\t80 000',
      'Quincaillerie (inventée)\t000810029\tModernisation\t150\t30 000',
    ],
    faux: [1, '000810028'],
    nombre: 2,
    aide: /28\s500\s€/,
    accordee: /20\s000\s€/,
  },
} as const

describe.each(MODES)('une opération collective, %s', (_, script, largeur) => {
  test('je teste ma commune, je colle mes entreprises, je corrige un SIREN, je relis leur aide, je dépose', async () => {
    const { appel, monde, w } = s.m
    const d = DOSSIERS[largeur]
    const joue = jouerEssais({ appel, sha256: 'fisac' }).find(j => j.essai.code === d.code)!
    const { nom, departement } = joue.essai.porteur!
    await monde.regler(d.le)
    const porteur = await registrePorteurs(monde)(nom, departement)
    const compte = await w.compte({ structures: [nom] })
    const v = await s.entrer(compte, script, largeur)
    const { page } = v
    await v.aller(`${paths.eligibilite.resultat(appel.slug)}?${new URLSearchParams({ structure: nom })}`)
    await v.lu(nom)
    await v.controler()

    await v.aller(paths.couloir.voir(appel.slug))
    await v.taper('titre', joue.essai.projet!)
    await page.locator('select[name=volet]').selectOption(d.volet)
    await v.presser('Créer le brouillon')
    await page.waitForURL(/dossiers\/[0-9a-f-]{36}/)
    const id = /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
    const operation = paths.dossiers.etape(id, 'operation')
    for (const corps of [{ volet: d.volet }, { titre: joue.essai.projet!, volet: d.volet, actions: d.actions }])
      expect((await w.post(operation, corps, compte.cookie)).status).toBe(303)

    await v.aller(paths.dossiers.etape(id, 'entreprises'))
    await v.lu('Aucune ligne encore.')
    await v.controler()
    await v.suivre(/^Coller un tableau ou importer un fichier/)
    await v.taper('texte', d.lignes.join('\n'))
    await v.presser('Voir l’aperçu')
    await v.lu('dont 1 à corriger', 'Arrive à corriger')
    await v.controler()
    await v.presser(/^Importer \d entreprises, dont 1 à corriger/)
    await v.lu(`${d.nombre} lignes importées`, 'Revenir au tableau d’avant', 'Ce SIREN n’existe pas')
    await v.controler()
    // on a phone a complete line is folded, the wrong one is open
    await page.locator('input[name$=".siren"]').nth(d.faux[0]).fill(d.faux[1])
    await page.locator('button.fr-btn[name=_suite][value=rester]').last().click()
    await v.lu(d.aide)
    await expect.poll(() => page.getByText('Ce SIREN n’existe pas').count()).toBe(0)
    await v.controler()

    await joindre(w, compte.cookie, id, 'etude', PDF)
    await v.aller(paths.dossiers.etape(id, 'depot'))
    await v.lu('Entreprises de l’opération', 'Comment l’aide est calculée', d.aide)
    await v.controler()
    await monde.regler(joue.instant)
    await v.aller(paths.dossiers.etape(id, 'depot'))
    await v.presser(/^Déposer/)
    await page.waitForURL(/depose=1/)
    await v.lu('Votre dossier est déposé')
    await v.fermer()
    v.sansIncident()
    deposes.push({ id, joue, porteur, projet: { titre: joue.essai.projet! } })
  })
})

test('le service lit les entreprises et ne voit que celles qui demandent ; le comité décide, et chaque lettre dit son aide', async () => {
  const { appel, monde, w } = s.m
  expect(deposes).toHaveLength(2)
  const { lignes, apres } = await releverEssais(monde, appel, deposes)
  const referent = await w.compte({ roles: [{ role: 'referent_regional', departements: [], volets: ['rural', 'urbain'] }] })
  for (const [, script, largeur] of MODES) {
    const r = await s.entrer(referent, script, largeur)
    await r.aller(paths.instruction.dossier(deposes[0]!.id))
    await r.lu('Entreprises de l’opération', 'concordante')
    await r.controler()
    await r.fermer()
    r.sansIncident()
  }
  await instruireEssais(monde, appel, deposes, lignes)
  const decisions = await tenirComite(monde, appel, deposes, apres)
  await notifier(monde, decisions, {
    confirmees: new Date(apres.getTime() + 28 * JOUR_MS),
    envoyees: new Date(apres.getTime() + 28 * JOUR_MS + 5 * 3_600_000),
  })
  for (const [i, [, script, largeur]] of MODES.entries()) {
    const { id, joue } = deposes[i]!
    const compte = await w.compte({ structures: [joue.essai.porteur!.nom] })
    const v = await s.entrer(compte, script, largeur)
    await v.aller(paths.dossiers.voir(id))
    await v.lu('Votre projet est retenu', DOSSIERS[largeur].accordee)
    await v.controler()
    await v.fermer()
    v.sansIncident()
  }
})
