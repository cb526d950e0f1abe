import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirInstances } from '../instances.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** A commission gives its opinion on what is above its threshold, whoever chairs signs its procès-verbal, then the comité decides. */
const s = ouvrirSite(ouvrirInstances)
const p = paths.comite

test.each(modes())(
  'la commission d’élus, %s\u00a0: le compte qui ne tombe pas juste, l’avis, le quorum perdu, le procès-verbal signé, la décision',
  async (_, ...ecran) => {
    const { m } = s
    await m.q("update dossier set etat = 'en_instruction' where etat in ('au_comite', 'delibere')")
    const [a, b] = (await m.dossiers(2)) as [string, string]
    const comite = await m.comite([a, b])
    const admin = await s.entrer(m.administratrice, ...ecran)
    await admin.aller(p.salleDossier(comite, a))
    await cocher(admin.page.locator('input[name=sens][value=retenu]'))
    await admin.presser(/^(Enregistrer la décision|Retenir\s:)/)
    await admin.refuse('donne d’abord son avis sur ce dossier (10 000 €)')
    await admin.controler()

    await admin.aller(p.accueil)
    await admin.suivre(/^Commission d’élus/)
    await admin.lu('Dossiers qui demandent cet avis : 2', 'un quorum de 2')
    await admin.controler()

    const seance = await m.commission([a, b], { deporte: { id: m.hauteCorse.id, dossier: b } })
    const v = await s.entrer(m.regionale, ...ecran)
    await v.aller(p.salle(seance))
    await v.lu('4 membres présents sur 4, quorum 2 atteint', '0 avis rendu sur 2', '4 votants, quorum tenu')
    await v.controler()
    const rendre = async (sens: string, champs: Record<string, string>) => {
      await cocher(v.page.locator(`input[name=sens][value=${sens}]`))
      for (const [nom, valeur] of Object.entries(champs)) await v.taper(nom, valeur)
      await v.presser('Rendre l’avis, dossier suivant')
    }
    await rendre('defavorable', { pour: '1', contre: '2', abstention: '0', raison: 'Rang 4 de la commune.' })
    await v.refuse('1 pour, 2 contre, 0 abstention font 3')
    expect(await v.page.inputValue('[name=raison]')).toBe('Rang 4 de la commune.')
    await v.controler()
    await v.taper('contre', '3')
    await v.presser('Rendre l’avis, dossier suivant')
    await v.lu('1 avis rendu sur 2', '1 membre est déporté', '3 votants, quorum tenu')
    await v.controler()

    const deporte = await s.entrer(m.hauteCorse, ...ecran)
    await deporte.aller(p.salleDossier(seance, b))
    await deporte.lu('Vous êtes déporté de ce dossier', 'Vous n’en lisez rien et ne votez pas')
    await deporte.controler()
    await deporte.fermer()

    await m.pointer(seance, [m.regional, m.corseDuSud, m.hauteCorse])
    await v.aller(p.salleDossier(seance, b))
    await v.lu('1 votant présent, quorum 2', 'Les avis rendus restent')
    await v.controler()
    await m.pointer(seance)
    await v.aller(p.salleDossier(seance, b))
    await rendre('favorable', { pour: '3', contre: '0', abstention: '0' })
    await v.lu('Un avis est rendu sur chaque dossier')
    await v.controler()

    await v.suivre('Membres et intérêts')
    await v.presser('Clore la séance')
    await v.lu('La séance est close.')
    await v.suivre('Procès-verbal')
    await v.lu('votes et avis sur chaque dossier')
    await v.presser('Établir le procès-verbal')
    await v.lu('Avis défavorable', '1 pour, 3 contre, 0 abstention')
    await v.presser('J’ai lu, je signe')
    await v.lu('Qui présidait a signé')
    await v.controler()
    await v.presser('Figer la version 1')
    await v.lu('Procès-verbal figé')
    await v.controler()
    v.sansIncident()
    await v.fermer()

    await admin.aller(p.salleDossier(comite, a))
    await admin.lu('défavorable, le 26 octobre 2021 (1 pour, 3 contre, 0 abstention). Rang 4 de la commune.')
    await cocher(admin.page.locator('input[name=sens][value=retenu]'))
    await admin.presser(/^(Enregistrer la décision|Retenir\s:)/)
    await admin.refuse('dites pourquoi il n’est pas suivi')
    await admin.taper('hors_avis', 'Le pont menace.')
    await admin.controler()
    await admin.presser(/^(Enregistrer la décision|Retenir\s:)/)
    await admin.lu('1 dossier décidé sur 2')
    await admin.aller(paths.instruction.dossier(b))
    await admin.lu('Commission d’élus', 'Favorable, le 26 octobre 2021', 'Préfet de Corse')
    await admin.controler()
    await admin.fermer()
  },
)
