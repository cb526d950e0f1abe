import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** Somebody of the service who begins a call from a model, and writes what its lauréats will read. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2026-10-20T09:42:00' })
  return { w, admin: await w.compte({ nom: 'Chargée de mission', roles: [{ role: 'administrateur', departements: [], volets: [] }] }) }
})

describe.each(modes())('un appel d’un modèle et ses lettres, %s', (_, script, largeur) => {
  test('je pars du modèle par catégories, je remplis ses montants, j’écris une lettre avec ses mots et je la vois', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre, taper } = v
    // the first button of the form is the one that Enter presses, and nobody sees it
    const principal = () => page.locator('main .gt-actions').getByRole('button', { name: 'Enregistrer', exact: true }).click()
    const enregistrer = async () => {
      await principal()
      // the page may have kept it by itself just before
      await lu(/Enregistré\.|Tout est enregistré\./)
    }
    await v.aller(paths.studio.accueil)
    await lu('DETR et DSIL, par catégories', 'Aide forfaitaire')
    await v.controler()
    await presser('Créer le brouillon')
    await refuse('Choisissez un modèle.', 'Donnez un nom à l’appel.')
    await cocher(page.getByRole('radio', { name: /DETR et DSIL/ }))
    await taper('titre', 'DETR et DSIL 2027')
    await presser('Créer le brouillon')
    await lu('Le brouillon est créé', '2 points bloquent', 'À compléter')
    await v.controler()

    await suivre('Corriger 2 points')
    await taper('/enveloppes/0/montant', '6 000 000')
    await enregistrer()
    await suivre('Revenir à la liste')
    await taper('/enveloppes/1/montant', '2 000 000')
    await enregistrer()

    await v.aller(page.url().split('/').slice(0, 5).join('/'))
    await lu('Relire et publier…')
    await suivre('Textes et actes')
    await lu('8 textes, dont 0 écrit pour cet appel')
    await v.controler()
    await suivre(/^Lettre.: retenu(?! en)/)
    await v.titre(/Lettre.: retenu/)
    await lu('C’est le texte d’usage', 'Insérer un mot')
    expect(await page.getByRole('img', { name: /Aperçu du document/ }).evaluate(i => (i as HTMLImageElement).complete)).toBeDefined()
    await v.controler()

    const texte = page.locator('[name="/lettres/retenu/texte"]')
    await texte.fill('Madame, Monsieur,\n\nVotre projet est retenu. L’aide est de ')
    if (script) {
      const dessin = page.waitForResponse(r => r.url().includes('/apercu') && r.request().method() === 'POST')
      await presser('montant accordé')
      await expect.poll(() => texte.inputValue()).toMatch(/est de \[montant accordé\]$/)
      expect((await dessin).status()).toBe(200)
      await expect.poll(() => page.getByRole('img', { name: /Aperçu du document/ }).getAttribute('src')).toMatch(/^data:image\/svg/)
    } else {
      await page.selectOption('[name=ou]', '/lettres/retenu/texte')
      await presser('montant accordé')
      await expect.poll(() => texte.inputValue()).toMatch(/est de \[montant accordé\]$/)
    }
    const vu = page
      .context()
      .waitForEvent('response', r => r.url().endsWith('/apercu') && r.headers()['content-type'] === 'application/pdf')
    await presser(/^Voir le document/)
    expect((await vu).status()).toBe(200)
    for (const p of page.context().pages()) if (p !== page) await p.close()
    await enregistrer()

    await texte.fill('Le rang est [rang].\n\nL’aide est de [montant acordé].')
    await principal()
    await lu('« montant acordé » n’existe pas. Vouliez-vous dire « montant accordé »', 'Paragraphe 1 : « rang » manque')
    await v.controler()
    await presser(/^Remplacer/)
    await expect.poll(() => texte.inputValue()).toContain('[montant accordé]')
    await presser('Reprendre le texte d’usage')
    await lu('Le texte d’usage est repris.')
    v.sansIncident()
    await v.fermer()
  })
})
