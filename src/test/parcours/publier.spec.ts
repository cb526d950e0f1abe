import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { annoncerVersions } from '../../features/appels/publication/annoncer-versions.ts'
import { publierPrevues } from '../../features/appels/publication/jouer-prevues.ts'
import { paths } from '../../paths.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { commencer, publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** A call is changed while people answer it: somebody else reads it, then it is published at an instant, and taken back. */
const role = { role: 'administrateur' as const, departements: [], volets: [] }
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2021-09-01T09:00:00' })
  await publier(w)
  const vico = await w.compte({ structures: ['Vico'] })
  await commencer(w, vico.cookie)
  w.deps.config.guichet.relectureAvantPublication = true
  return {
    w,
    vico,
    admin: await w.compte({ nom: 'Chargée de mission', roles: [role] }),
    cheffe: await w.compte({ nom: 'Cheffe de bureau', roles: [role] }),
  }
})
const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const { studio: p } = paths

async function donnerRaisons(page: Page, raison: string) {
  for (const champ of await page.locator('textarea[name^="raison-"]').all()) await champ.fill(raison)
}

describe.each(modes())('publier, %s', (_, script, largeur) => {
  test('je fais relire, je programme, je change la date, j’annule, je publie, je reprends', async () => {
    const { w } = s
    const numero = async () => (await w.owner.query('select max(numero)::int as n from appel_version')).rows[0].n as number
    w.regler('2021-09-01T10:00:00')
    const texte = ITN7.replace('cloture: 2021-09-17 23:59:59', `cloture: 2021-09-${script ? '10' : '12'} 23:59:59`)
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, taper } = v
    await v.aller(p.accueil)
    await taper('source', texte)
    await presser('Ouvrir dans le studio')
    await lu('Le brouillon est créé.', 'Faire relire', 'Ce guichet fait relire un appel')
    const brouillon = new URL(page.url()).pathname
    await v.controler()
    await presser('Envoyer à relire')
    await refuse('Choisissez qui relit')
    await page.selectOption('[name=lecteur]', { label: 'Cheffe de bureau' })
    await taper('pour_le', '10/09/2021')
    await presser('Envoyer à relire')
    await lu('La relecture est demandée.', 'relecture attendue pour le 10 septembre 2021')
    await presser('Retirer la demande')
    await lu('La demande de relecture est retirée.')
    await page.selectOption('[name=lecteur]', { label: 'Cheffe de bureau' })
    await taper('pour_le', '10/09/2021')
    await presser('Envoyer à relire')
    await lu('La relecture est demandée.')

    const { rows } = await w.owner.query('select id from relecture where retiree_le is null and lue_le is null')
    const c = await s.entrer(s.m.cheffe, script, largeur)
    await c.aller(p.relecture(rows[0].id))
    await c.lu('Relire', '1 changement', 'Clôture, Dépôt des dossiers')
    await c.controler()
    await c.suivre('Lire la page comme le public la lira')
    await c.lu('pas encore publié')
    await c.suivre('Rendre ma relecture')
    await c.presser('Rendre ma relecture')
    await c.refuse('Dites si vous avez une remarque')
    await cocher(c.page.getByLabel('Rien à redire'))
    await c.presser('Rendre ma relecture')
    await c.lu('Votre relecture est rendue.')
    await c.controler()
    c.sansIncident()
    await c.fermer()

    await v.aller(brouillon)
    await lu('rien à redire')
    await presser('Relire et publier…')
    await lu('1 changement, et qui il touche', /1.brouillon perd/, 'Cheffe de bureau', 'Qui sera prévenu', 'Si vous vous trompez')
    await v.controler()
    await donnerRaisons(page, 'Enveloppe presque engagée.')
    await cocher(page.getByLabel('À une date'))
    await taper('jour', '02/09/2021')
    await presser(/^Publier la version/)
    await refuse('Indiquez l’heure')
    await v.controler()
    await taper('heure', '9 h 00')
    await presser(/^Publier la version/)
    await lu('La publication est programmée.', 'programmée pour le jeudi 2 septembre 2021 à 9 h 00')
    await v.controler()
    await taper('jour', '03/09/2021')
    await taper('heure', '8 h 30')
    await presser('Changer la date')
    await lu('La date de publication est changée.', 'vendredi 3 septembre 2021 à 8 h 30')
    await presser('Annuler la publication')
    await lu('La publication programmée est annulée.')

    await donnerRaisons(page, 'Enveloppe presque engagée.')
    await presser(/^Publier la version/)
    await lu('La version est publiée.', 'Vous pouvez la reprendre jusqu’à 10 h 30')
    await v.controler()
    const publiee = await numero()
    await presser(/^Reprendre/)
    await lu('Le texte d’avant est de nouveau en vigueur')
    expect(await numero()).toBe(publiee + 1)
    w.regler('2021-09-01T12:00:00')
    expect([await publierPrevues(w.deps, w.horloge.instant), await annoncerVersions(w.deps, w.horloge.instant)]).toEqual([0, 1])
    expect((await w.courriels()).filter(x => x.destinataire === s.m.vico.courriel && x.sujet.includes('ce qui change'))).toEqual([])
    v.sansIncident()
    await v.fermer()
  })
})
