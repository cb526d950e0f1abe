import { expect, test } from 'vitest'
import { constaterSilences } from '../../features/avis/index.ts'
import { paths } from '../../paths.ts'
import { avecAvis, gestesAvis, jobs } from '../avis.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** The opinions that a call asks for: asked, written to again, answered without an account, followed; a silence, and what comes after it. */
const s = ouvrirSite(() => ouvrirInstruction(avecAvis()))
const i = paths.instruction

test.each(modes())(
  '%s, je demande les avis de l’appel, les organismes répondent ou se taisent, je donne une suite',
  async (_, ...ecran) => {
    const { m, w } = s
    const g = gestesAvis(m)
    const id = await m.dossier()
    const v = await s.entrer(m.referent, ...ecran)
    await v.aller(i.avis(id))
    await v.lu('Avis que l’appel demande', 'Architecte des bâtiments de France', 'Oblige si défavorable', '3 à demander')
    await v.controler()
    await v.presser(/^Demander les 3/)
    await v.lu('Les demandes sont parties', '1 à demander')
    await v.page.locator('#courriel-dreal').fill('pas une adresse')
    await v.presser(/^Demander cet avis/)
    await v.refuse('Écrivez une adresse comme nom@exemple.fr')
    await v.controler()
    await v.page.locator('#courriel-dreal').fill('dreal@guichet.example')
    await v.presser(/^Demander cet avis/)
    await v.lu('La demande est partie par courriel')

    const organisme = await s.arriver(...ecran)
    const lien = await g.lien('udap2a@guichet.example')
    await organisme.aller(lien)
    await organisme.lu('Votre avis est demandé', 'La façade respecte-t-elle le site', 'Répondez jusqu’au 28 octobre 2021')
    await organisme.controler()
    await organisme.presser('Rendre l’avis')
    await organisme.refuse('Choisissez le sens de votre avis')
    await organisme.controler()
    await cocher(organisme.page.locator('[name=sens][value=reserve]'))
    await organisme.taper('texte', 'Les menuiseries seront en bois peint.')
    await organisme.presser('Rendre l’avis')
    await organisme.titre('Votre avis est rendu')
    await organisme.controler()
    await organisme.aller(lien)
    await organisme.titre('Votre avis est déjà rendu')
    organisme.sansIncident()
    await organisme.fermer()

    w.regler('2021-09-29T09:00:00')
    await v.aller(i.avis(id))
    await v.lu('Favorable, avec une réserve', 'Les menuiseries seront en bois peint.', 'Que faire de la réserve')
    await v.controler()
    await v.presser(/^Retenir cette suite/)
    await v.refuse('Choisissez ce que devient la réserve')
    // the page still goes to what is wrong: its radio is pressed wherever it stands
    await cocher(v.page.locator('[name=suite][value=arrete]'))
    await v.page.locator('textarea[id^="texte-"]').fill('Les menuiseries sont en bois peint.')
    await v.presser(/^Retenir cette suite/)
    await v.lu('La suite donnée à la réserve est enregistrée.')
    await v.presser(/^Relancer Agence/)
    await v.lu('Le rappel est parti')

    w.regler('2021-10-14T00:00:00')
    await constaterSilences(jobs(w), w.horloge.instant)
    await v.aller(i.avis(id))
    await v.lu('Pas de réponse', 'constaté par le guichet', 'Attestation (PDF)')
    await v.controler()
    await v.presser(/^Retirer, pour demander/)
    await v.lu('La demande est retirée')
    const ars = await s.arriver(...ecran)
    await ars.aller(await g.lien('ars@guichet.example'))
    await ars.titre('Cette demande est retirée')
    await ars.fermer()

    w.regler('2021-10-29T00:00:00')
    await constaterSilences(jobs(w), w.horloge.instant)
    const tardif = await s.arriver(...ecran)
    await tardif.aller(await g.lien('dreal@guichet.example'))
    await tardif.lu('Le délai est passé depuis le 28 octobre 2021')
    await tardif.controler()
    await cocher(tardif.page.locator('[name=sens][value=sans_avis]'))
    await tardif.taper('texte', 'Rien à signaler.')
    await tardif.presser('Rendre l’avis')
    await tardif.lu('il est joint au dossier, sans effet')
    await tardif.fermer()
    await v.aller(i.avis(id))
    await v.lu('Réputé rendu, sans réponse', 'elle est jointe, sans effet')
    await v.controler()
    v.sansIncident()
    await v.fermer()
    expect((await w.journal()).filter(e => e.action === 'instruction.avis_silence').length).toBeGreaterThan(1)
  },
)
