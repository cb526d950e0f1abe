import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** Somebody of the service who knows their call and no YAML: from a file that another guichet gave, to the page where it is published. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2027-01-11T10:00:00' })
  await publier(w)
  return {
    w,
    admin: await w.compte({ nom: 'Chargée de mission', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
})
const { studio: p } = paths
const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const fichierDe = (source: string) => ({ name: 'appel.yml', mimeType: 'application/yaml', buffer: Buffer.from(source) })

describe.each(modes())('le studio, %s', (_, script, largeur) => {
  test('j’ouvre un fichier qui a une faute, je la corrige dans sa section, j’ajoute une période, j’annule, et j’arrive à la publication', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre, taper } = v
    const slug = script ? 'detr-avec' : 'detr-sans'
    const source = DETR.replace('detr-tarn-2018', slug)
      .replace('code_dossier: DETR81', `code_dossier: ${script ? 'DETRA' : 'DETRS'}`)
      .replace('10 746 438 €', 'dix millions')
    await v.aller(p.accueil)
    await lu('Studio des appels', 'Nouvel appel')
    await v.controler()
    await presser('Ouvrir dans le studio')
    await refuse('Choisissez un fichier, ou collez son texte.')
    await page.setInputFiles('[name=fichier]', fichierDe(source))
    await presser('Ouvrir dans le studio')
    await lu('Le brouillon est créé.', '1 point bloque la publication', 'Corriger 1 point')
    await v.controler()

    await suivre('Corriger 1 point')
    await v.titre('DETR 2018 du Tarn')
    await lu('On attend un montant en euros')
    await v.controler()
    await taper('/enveloppes/0/montant', '10 746 438')
    await page.locator('[name="/enveloppes/0/montant"]').press('Enter')
    await lu('Enregistré.')
    await expect.poll(() => page.locator('[name="/enveloppes/0/montant"]').inputValue()).toBe('10 746 438')
    await suivre('Revenir à la liste')
    await v.titre('Argent et calendrier')
    await v.controler()
    await presser('plusieurs périodes')
    await lu('Le rythme du dépôt est changé.')
    await v.controler()

    await v.aller(page.url().split('/').slice(0, 5).join('/'))
    await lu('Ce qui a été fait', 'Rythme du dépôt : plusieurs périodes')
    await presser(/^Annuler/)
    await lu('Le changement est annulé.')
    await presser(/^Rétablir/)
    await lu('Le changement est rétabli.')
    await presser(/^Annuler/)
    await lu('Le changement est annulé.')
    await v.controler()

    await suivre('Modifier le texte (experts)')
    await lu('Texte de l’appel')
    await page
      .locator('[name=source]')
      .fill(DETR.replace('detr-tarn-2018', slug).replace('code_dossier: DETR81', `code_dossier: ${script ? 'DETRA' : 'DETRS'}`))
    await presser('Enregistrer le texte')
    await lu('Enregistré.')

    // a filing that is only tried, on a day when the call was open
    const brouillon = page.url()
    await v.aller(`${p.apercuFormulaire(brouillon.split('/')[4]!.split('?')[0]!)}?le=10/01/2018`)
    // one's own answer goes with the page, and the receipt says that it is a try
    await page.goto(page.url().replace(/formulaire\/[a-z_]+/, 'formulaire/projet'))
    await page.locator('[name=titre]').fill('Une passerelle')
    await presser('Voir ce que cela change')
    await page.waitForURL(/reponses=/)
    expect(await page.locator('[name=titre]').inputValue()).toBe('Une passerelle')
    await page.goto(page.url().replace(/formulaire\/[a-z_]+/, 'formulaire/depot'))
    await lu('Une passerelle')
    for (const engagement of await page.locator('[name=engagements]').all()) await cocher(engagement)
    await presser('Déposer (essai)')
    await lu('Essai : rien n’est déposé.', 'Télécharger l’accusé d’essai (PDF)')
    await v.aller(brouillon)
    await presser('Relire et publier…')
    await lu(/Première publication.: rien à comparer/, 'Ce que dit le vérificateur')

    await v.aller(p.accueil)
    await page.selectOption('[name=appel]', { index: 1 })
    await presser('Reprendre pour l’an prochain')
    await lu('ses dates avancées d’un an')
    await page.getByText('Jeter ce brouillon').first().click()
    await presser('Jeter ce brouillon')
    await lu('Le brouillon est jeté.')
    v.sansIncident()
    await v.fermer()
  })
})
