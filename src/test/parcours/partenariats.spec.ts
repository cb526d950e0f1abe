import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lienDuCourriel } from '../navigateur.ts'
import { projetCommun, ROLE } from '../projet-commun.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** The structures of a joint project one by one: reminded, changed, validating, declining, answering an invitation, taken out. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w)
  const secretariat = (nom: string) => w.compte({ nom: `Secrétariat de ${nom}`, structures: [nom] })
  return {
    w,
    vico: await secretariat('Vico'),
    olmeto: await secretariat('Olmeto'),
    lumio: await secretariat('Lumio'),
  }
})

test.each(modes())(
  '%s, le porteur relance et change un partenaire, l’un valide, l’autre décline, et le porteur le retire',
  async (_, ...ecran) => {
    const { w, vico, olmeto, lumio } = s.m
    const { id } = await projetCommun(w, vico.cookie, ['Olmeto', 'Lumio'])
    const v = await s.entrer(vico, ...ecran)
    const { page } = v
    await page.goto(paths.dossiers.etape(id, 'porteur'))
    await v.presser('Relancer par courriel : Olmeto')
    await v.attendre('Un courriel de relance est parti.')
    expect(await v.lire()).toContain('Vous pourrez la relancer le')
    await v.controler()
    await page.getByRole('link', { name: 'Modifier ou retirer : Olmeto' }).click()
    await page.getByRole('heading', { level: 1, name: 'Olmeto' }).waitFor()
    await page.fill('#role', '')
    await v.presser('Enregistrer')
    await page.locator('#erreurs').waitFor()
    await v.controler()
    await page.fill('#role', 'Accueil des familles du canton')
    await v.presser('Enregistrer')
    await v.attendre('C’est enregistré.')
    expect(await v.lire()).toContain('Accueil des familles du canton')

    const o = await s.entrer(olmeto, ...ecran)
    await o.page.goto(paths.dossiers.validation(id))
    expect(await o.lire()).toContain('Accueil des familles du canton')
    await o.controler()
    await o.page.fill('#fonction', 'Maire')
    await o.page.fill('#moyens', 'Un agent, une demi-journée par semaine.')
    await cocher(o.page.locator('#engagement'))
    await o.presser('Valider le projet')
    await o.attendre('Olmeto a validé le projet.')
    await o.controler()

    const l = await s.entrer(lumio, ...ecran)
    await l.page.goto(paths.dossiers.validation(id))
    await l.page.getByText('Ne pas participer à ce projet').click()
    await l.presser('Décliner pour Lumio')
    await l.page.locator('#erreurs').waitFor()
    await l.controler()
    await l.page.fill('#motif', 'Le conseil a refusé le 6 septembre.')
    await l.presser('Décliner pour Lumio')
    await l.attendre('Votre structure ne participe plus au projet du dossier')
    await l.controler()
    expect((await w.get(paths.dossiers.validation(id), lumio.cookie)).status).toBe(404)

    await page.goto(paths.dossiers.etape(id, 'porteur'))
    const lu = await v.lire()
    for (const mot of ['Lumio a décliné le projet le', 'Le conseil a refusé le 6 septembre.', 'Secrétariat de Olmeto (Maire)'])
      expect(lu).toContain(mot)
    await page.getByRole('link', { name: 'Modifier ou retirer : Olmeto' }).click()
    await v.presser('Retirer du projet : Olmeto')
    await v.attendre('La structure ne fait plus partie du projet.')
    await v.controler()
    expect(await page.getByRole('link', { name: /^Modifier ou retirer/ }).count()).toBe(0)
    expect((await w.get(paths.dossiers.validation(id), olmeto.cookie)).status).toBe(404)
    for (const p of [v, o, l]) {
      p.sansIncident()
      await p.fermer()
    }
  },
)

test.each(modes())('%s, invité par courriel, je dis pour quelle structure je réponds, et le projet s’ouvre', async (_, ...ecran) => {
  const { w, vico } = s.m
  const courriel = `mairie-${ecran[1]}@guichet.example`
  const commune = ecran[0] ? 'Cargèse' : 'Calvi'
  const invite = await w.compte({ nom: `Secrétariat de ${commune}`, structures: [commune], courriel })
  const { id } = await projetCommun(w, vico.cookie, [])
  await w.post(paths.dossiers.partenaires(id), { ...ROLE, courriel }, vico.cookie)
  const v = await s.entrer(invite, ...ecran)
  await v.page.goto(await lienDuCourriel(w, courriel))
  await v.page.getByRole('heading', { level: 1, name: 'Vico vous associe à un projet commun' }).waitFor()
  await v.controler()
  await v.presser('Participer au projet')
  await v.page.getByRole('heading', { level: 1, name: 'Valider le projet' }).waitFor()
  expect(await v.lire()).toContain(`Vico porte ce projet et vous y associe, pour ${commune}`)
  const { rows } = await w.owner.query('select structure_id from partenaire where dossier_id = $1', [id])
  expect(rows).toEqual([{ structure_id: (await w.structure(commune)).id }])
  v.sansIncident()
  await v.fermer()
})
