import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lireZip } from '../lire-zip.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** The life of a call for whoever runs the guichet: a file, its versions, the day of its relevé, its archive. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  const role = { role: 'administrateur' as const, departements: [], volets: [] }
  return { w, admin: await w.compte({ nom: 'Administration du guichet', roles: [role] }) }
})
const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const { administration: a } = paths

/** The same reason for each thing that the checker asks about. */
async function donnerRaisons(page: Page, raison: string) {
  for (const champ of await page.locator('textarea[name^="raison-"]').all()) await champ.fill(raison)
}

describe.each(modes())('un appel, %s', (_, script, largeur) => {
  const [slug, code] = script ? ['appel-avec', 'AVEC'] : ['appel-sans', 'SANS']
  const texte = ITN7.replace(/^slug: .*/m, `slug: ${slug}`).replace(/^code_dossier: .*/m, `code_dossier: ${code}`)
  const versions = async () =>
    (
      await s.m.w.owner.query(
        'select v.publiee_le is not null as publiee from appel_version v join appel a on a.id = v.appel_id where a.slug = $1 order by v.numero',
        [slug],
      )
    ).rows.map(x => x.publiee)

  test('j’envoie son fichier, je le publie\u00a0; je colle une autre version, je la compare, je la publie', async () => {
    s.m.w.regler('2021-09-13T10:00:00')
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    const envoyer = (nom: string, octets: string) =>
      page.locator('input[type=file]').setInputFiles({ name: nom, mimeType: 'application/yaml', buffer: Buffer.from(octets) })
    await v.aller(a.appels)
    await envoyer('appel.yml', texte.replace(/^titre: .*/m, ''))
    await presser('Vérifier et ajouter en brouillon')
    await refuse('à corriger dans le fichier. Rien n’a été ajouté.')
    await v.verifierAxe()
    // on a phone nothing else says what the number at the head of a card is
    const rang = await page.evaluate(() => getComputedStyle(document.querySelector('main tbody th')!, '::before').content)
    expect(rang.includes('Ligne')).toBe(largeur < 576)
    await envoyer('appel.yml', texte)
    await presser('Vérifier et ajouter en brouillon')
    await lu('La version est ajoutée en brouillon.', 'Le public ne voit pas encore cet appel.')
    expect(await versions()).toEqual([false])
    await v.verifierAxe()
    await suivre(/^Comparer et publier/)
    await lu(/Première publication.: rien à comparer/, 'Personne n’instruit une partie de l’appel', 'L’appel ne dit pas qui signe.')
    await v.verifierAxe()
    // a reason is forgotten: the other ones are kept
    await donnerRaisons(page, 'Premier appel du guichet.')
    await page.fill('[name="raison-sans_signataire"]', '')
    await presser(/^Publier la version/)
    await refuse('Dites pourquoi vous publiez ainsi')
    expect(await page.inputValue('[name="raison-volet_sans_instructeur"]')).toBe('Premier appel du guichet.')
    await v.verifierAxe()
    await page.fill('[name="raison-sans_signataire"]', 'Le préfet signera.')
    await presser(/^Publier la version/)
    await lu('La version est publiée. Le public la lit dès maintenant.')
    expect(await versions()).toEqual([true])
    // biome-ignore lint/performance/useDomNodeTextContent: what is looked at is where the lines of the screen begin
    for (const titre of ['Ajoutée', 'Publiée']) expect(await page.locator(`td[data-titre="${titre}"]`).innerText()).not.toMatch(/^\s*,/m)

    await page.fill('[name=source]', texte.replace(/^titre: .*/m, 'titre: Transformation numérique, second tour'))
    await presser('Vérifier et ajouter en brouillon')
    await lu('La version est ajoutée en brouillon.', 'Transformation numérique, second tour')
    await suivre(/^Comparer et publier/)
    await lu('1 changement, et qui il touche', 'Titre', 'Transformation numérique, second tour')
    await page.getByText('Comparer les fichiers (experts)').click()
    await lu('Ajouté', 'Retiré')
    await v.verifierAxe()
    // somebody else publishes it at the same moment
    const autre = await s.entrer(s.m.admin, script, largeur)
    await autre.aller(a.publication(slug!, 2))
    // what was said at the first publication is offered again
    expect(await page.inputValue('[name="raison-sans_signataire"]')).toBe('Le préfet signera.')
    await presser(/^Publier la version/)
    await lu('La version est publiée. Le public la lit dès maintenant.')
    await autre.presser(/^Publier la version/)
    await autre.refuse('La version n’a pas été publiée', 'Cette version est déjà publiée depuis')
    autre.sansIncident()
    await autre.fermer()
    expect(await versions()).toEqual([true, true])
    await suivre(/^Voir la page que le public lit/)
    await lu('Transformation numérique, second tour')
    v.sansIncident()
    await v.fermer()
  })

  test('son jour venu, je fais son relevé, puis j’emporte son archive', async () => {
    s.m.w.regler('2021-09-20T09:00:00')
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, presser, suivre } = v
    await v.aller(a.appel(slug!))
    await suivre('Relevés des dossiers')
    await lu('En retard')
    await v.verifierAxe()
    await presser('Relever maintenant')
    await lu('Le relevé est fait.', /par Administration du guichet/)
    expect(await page.getByRole('button', { name: 'Relever maintenant' }).count()).toBe(0)
    await v.verifierAxe()

    await v.aller(a.appel(slug!))
    await suivre('archive')
    await lu('Un fichier ZIP réunit tout l’appel')
    await v.verifierAxe()
    const archives = (await s.m.w.journal()).filter(e => e.action === 'conservation.archive').length
    const [fichier] = await Promise.all([page.waitForEvent('download'), presser('Télécharger l’archive')])
    expect(fichier.suggestedFilename()).toBe(`archive-${slug}-2021-09-20.zip`)
    const noms = [...lireZip(readFileSync(await fichier.path())).keys()]
    expect(noms.some(n => n.endsWith('VERIFIER.md'))).toBe(true)
    expect((await s.m.w.journal()).filter(e => e.action === 'conservation.archive')).toHaveLength(archives + 1)
    v.sansIncident()
    await v.fermer()
  })
})
