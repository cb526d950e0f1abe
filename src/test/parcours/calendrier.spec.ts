import { describe, test } from 'vitest'
import { paths } from '../../paths.ts'
import { enContinu } from '../continu.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { deposer, dossierPret, SLUG } from '../vico.ts'

/** A call that is open all the year round and collected by hand, for whoever runs the guichet: its relevés, and its closing before its end. */
const s = ouvrirSite(() => ouvrirInstruction(enContinu(['ouverture: 2021-07-01 00:00:00', 'releves: à la main'])))
const { administration: a } = paths

describe.each(modes())('le calendrier d’un appel, %s', (_, script, largeur) => {
  // one month for each way, so that neither meets the relevés of the other
  const mois = script ? '10' : '12'

  test('j’annonce un relevé, je le fais et j’annonce le suivant, je le défais', async () => {
    s.m.w.regler(`2021-${mois}-01T09:00:00`)
    const id = await dossierPret(s.m.w, s.m.porteur.cookie)
    await deposer(s.m.w, s.m.porteur.cookie, id)
    await s.m.w.owner.query('update releve_annonce set retiree_le = $1 where retiree_le is null', [s.m.w.horloge.instant])
    const v = await s.entrer(s.m.administratrice, script, largeur)
    await v.aller(a.releves(SLUG))
    await v.lu('Aucun relevé n’est annoncé.')
    await v.presser('Annoncer ce relevé')
    await v.refuse('Indiquez le jour du prochain relevé')
    await v.taper('jour', `10/${mois}/2021`)
    await v.taper('heure', '12 h')
    await v.presser('Annoncer ce relevé')
    await v.lu('Le relevé est annoncé sur la page de l’appel.', 'Ce que le relevé prend')
    await v.controler()
    s.m.w.regler(`2021-${mois}-10T12:06:00`)
    await v.aller(a.releves(SLUG))
    await v.lu('En retard', 'Ce qu’il ne prend pas')
    await v.presser(/^Faire le relevé/)
    await v.refuse('Indiquez le jour du prochain relevé')
    await v.taper('jour', '12/01/2022')
    await v.presser(/^Faire le relevé/)
    await v.lu('Le relevé est fait.', 'Défaire ce relevé')
    await v.controler()
    await v.presser('Défaire ce relevé')
    await v.lu('Le relevé est défait', 'En retard')
    await v.fermer()
    v.sansIncident()
  })

  test('je ferme l’appel avant sa fin, puis je retire l’avis', async () => {
    s.m.w.regler(`2021-${mois}-13T10:00:00`)
    const v = await s.entrer(s.m.administratrice, script, largeur)
    await v.aller(a.fermeture(SLUG))
    await v.presser('Publier l’avis de fermeture')
    await v.refuse('Indiquez le jour de la fermeture', 'Dites pourquoi')
    await v.taper('jour', `15/${mois}/2021`)
    await v.taper('heure', '14:00')
    await v.taper('motif', 'L’enveloppe est presque attribuée.')
    await v.presser('Publier l’avis de fermeture')
    await v.refuse(/L’appel promet 7 jours après l’avis/)
    await v.taper('jour', `23/${mois}/2021`)
    await v.presser('Publier l’avis de fermeture')
    await v.lu('L’avis est publié.', 'L’avis, tel qu’il paraît', 'L’enveloppe est presque attribuée.')
    await v.controler()
    await v.aller(paths.appels.voir(SLUG))
    await v.lu('Fermeture anticipée', 'Fin des dépôts le')
    await v.controler()
    await v.aller(a.fermeture(SLUG))
    await v.taper('motif', 'D’autres crédits sont ouverts.')
    await v.presser('Rouvrir l’appel')
    await v.lu('L’avis est retiré')
    await v.aller(paths.appels.voir(SLUG))
    await v.lu('Rouvert', 'D’autres crédits sont ouverts.', 'Rien ne presse')
    await v.fermer()
    v.sansIncident()
  })
})
