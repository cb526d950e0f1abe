import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { oublierLimites } from '../navigateur.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { publier, SLUG } from '../vico.ts'
import { openWorld } from '../world.ts'

/** A guichet that instructs Corse-du-Sud alone, and somebody to see as, one a mode. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w)
  const referent = (nom: string) =>
    w.compte({
      nom,
      roles: [{ role: 'referent_departemental', departements: ['2A'], volets: ['volet_1', 'volet_2', 'volet_3'], appels: [SLUG] }],
    })
  const vus = [await referent('Instructrice de Sartène'), await referent('Instructeur d’Ajaccio')] as const
  for (const { id } of vus)
    await w.owner.query("insert into second_facteur (user_id, secret, backup_codes, verified) values ($1, 's', 'c', true)", [id])
  await w.owner.query('update compte set two_factor_enabled = true where id = any($1)', [vus.map(v => v.id)])
  return {
    w,
    vus,
  }
})
const { administration: a } = paths
/** Of each test its own: what one leaves open is not another's. */
const administratrice = () =>
  s.w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] })

describe.each(modes())('les personnes du guichet, %s', (_, script, largeur) => {
  test('j’invite quelqu’un, qui accepte\u00a0; je lui donne un autre rôle et le retire\u00a0; je le suspends et lui rends son accès', async () => {
    await oublierLimites(s.w)
    const courriel = script ? 'nouvelle@guichet.example' : 'nouveau@guichet.example'
    const nom = script ? 'Nouvelle instructrice' : 'Nouvel instructeur'
    const v = await s.entrer(await administratrice(), script, largeur)
    const { page, lu, refuse, presser, suivre, taper } = v
    await v.aller(a.appels)
    await suivre('Personnes et rôles')
    await lu('Personnes et rôles', 'Des dossiers n’arrivent à personne', 'Aucune invitation n’attend de réponse.')
    await v.controler()
    await suivre('Inviter une personne')
    await lu('Elle reçoit un lien qui sert une fois')
    await v.controler()
    await presser('Envoyer l’invitation')
    await refuse('Indiquez l’adresse de la personne', 'Cochez au moins un rôle')
    await v.controler()
    for (const [champ, mots] of Object.entries({ courriel, nom, titre: 'Pôle des dotations' })) await taper(champ, mots)
    if (script) {
      // by the keyboard alone
      await page.locator('[name=role][value=referent_departemental]').focus()
      await page.keyboard.press('Space')
    } else await cocher(page.locator('[name=role][value=referent_departemental]'))
    await page.selectOption('select[name=appel]', SLUG)
    await cocher(page.locator('[name=departement][value="2B"]'))
    if (script) {
      await page.locator('[name=departement][value="2B"]').focus()
      await page.keyboard.press('Enter')
    } else await presser('Envoyer l’invitation')
    await lu('L’invitation est partie.', courriel, 'lien valable jusqu’au')
    await v.controler()
    await presser(/^Renvoyer le lien/)
    await lu('L’invitation est renvoyée.')

    const lien = (await s.w.courriels()).filter(c => c.destinataire === courriel).at(-1)!.lien!
    const elle = await s.arriver(script, largeur)
    await elle.aller(lien)
    await elle.lu('Votre invitation', 'référent départemental')
    await elle.controler()
    await elle.presser('Accepter')
    await elle.lu('Invitation acceptée', courriel)
    await elle.controler()
    await elle.presser('Recevoir un lien de connexion')
    await elle.lu(courriel)
    elle.sansIncident()
    await elle.fermer()

    await v.aller(a.agents)
    await taper('q', nom)
    await presser('Afficher')
    await v.attendre('Voir tout le monde')
    await lu(nom, 'Pôle des dotations')
    await suivre(nom)
    await lu('Rôles, appel par appel', 'Haute-Corse')
    await v.controler()
    await page.selectOption('select[name=role]', 'lecteur')
    await presser('Donner ce rôle')
    await refuse('Ce rôle se donne pour un appel, ou pour tous')
    await v.controler()
    await page.selectOption('select[name=appel]', '*')
    await presser('Donner ce rôle')
    await lu('Ce rôle est donné.', 'Lecteur des chiffres')
    await presser(/^Retirer Lecteur/)
    await lu('Ce rôle est retiré.')
    await taper('titre', 'Pôle des fonds')
    await presser('Enregistrer le titre')
    await lu('Le titre est enregistré.')
    await suivre('Suspendre l’accès')
    await lu('Ses sessions sont fermées tout de suite')
    await v.controler()
    await presser('Suspendre')
    await lu('Accès suspendu depuis le', 'Rôles gardés')
    await v.controler()
    await presser('Rendre l’accès')
    await lu('L’accès est rendu')
    expect(await page.getByText('Rôles gardés').count()).toBe(0)
    v.sansIncident()
    await v.fermer()
  })

  test('j’invite, puis je retire l’invitation\u00a0; je redemande un second facteur', async () => {
    await oublierLimites(s.w)
    const v = await s.entrer(await administratrice(), script, largeur)
    const { page, lu, presser, taper } = v
    await v.aller(a.invitationsAgents)
    for (const [champ, mots] of Object.entries({ courriel: `perdue-${largeur}@guichet.example`, nom: 'Invitée par erreur' }))
      await taper(champ, mots)
    await cocher(page.locator('[name=role][value=direction]'))
    await presser('Envoyer l’invitation')
    await lu('Invitée par erreur')
    await presser(/^Retirer l’invitation/)
    await lu('L’invitation est retirée.')
    const vu = s.m.vus[script ? 0 : 1]
    await v.aller(a.facteurAgent(vu.id))
    await lu('Assurez-vous de vive voix')
    await v.controler()
    await presser('Redemander')
    await lu('Le second facteur est à refaire.')
    v.sansIncident()
    await v.fermer()
  })

  test('je lis ce que voit une personne, j’ouvre ses pages, j’essaie d’y écrire, je reviens', async () => {
    await oublierLimites(s.w)
    const v = await s.entrer(await administratrice(), script, largeur)
    const { lu, presser, suivre } = v
    const vu = s.m.vus[script ? 0 : 1]
    await v.aller(a.agent(vu.id))
    await suivre(/^Ce que voit/)
    await lu('Ce que voit cette personne', 'Le comité délibère en secret')
    await v.controler()
    await presser('Ouvrir ses pages')
    await v.attendre('Lecture seule, encore 10 minutes.')
    await v.controler()
    await v.aller(paths.instruction.boite)
    await v.attendre('Vous voyez les pages de')
    await v.controler()
    await v.aller(paths.comite.accueil)
    await lu('Cette page n’est pas montrée')
    await v.controler()
    await presser('Revenir à mon compte')
    await lu('Rôles, appel par appel')
    await v.aller(paths.vueComme.finie)
    await lu('Vous êtes revenu à votre compte')
    await v.controler()
    v.sansIncident()
    await v.fermer()
  })
})
