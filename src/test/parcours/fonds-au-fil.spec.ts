import { expect, test } from 'vitest'
import { envoyerNouvelles } from '../../features/abonnements/index.ts'
import { tenirReleves } from '../../features/instruction/index.ts'
import { jouerEnvois } from '../../features/notifications/index.ts'
import { paths } from '../../paths.ts'
import { enContinu, parDepartement } from '../continu.ts'
import { lirePdf } from '../lire-pdf.ts'
import { ouvrirProcesVerbal } from '../proces-verbal.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { dossierPret, SLUG } from '../vico.ts'

/** A fund open all the year round, collected by hand, with an envelope by département: from the filing to the letter. */
const FONDS = ['ouverture: 2021-07-01 00:00:00', 'releves: à la main', 'premier_releve: 2021-10-20 12:00:00', 'reponse_semaines: 6']
const s = ouvrirSite(() => ouvrirProcesVerbal(t => parDepartement({ '2A': '12 000 €', '2B': '300 000 €' })(enContinu(FONDS)(t))))
const { administration: a, comite: c } = paths
const [SERVICE, PORTEUR] = [
  [true, 1280],
  [false, 360],
] as const

test('un fonds au fil de l’eau\u00a0: je dépose d’un téléphone, le service relève, décide, abonde l’enveloppe de mon département, et je lis ma lettre', async () => {
  const { w, porteur, administratrice, q } = s.m
  await w.post(a.ouvertureEnveloppes(SLUG), {}, administratrice.cookie)
  const dossier = await dossierPret(w, porteur.cookie)
  const moi = await s.entrer(porteur, ...PORTEUR)
  const service = await s.entrer(administratrice, ...SERVICE)

  // nothing presses: this relevé and the next one, what is left by département
  await moi.aller(paths.appels.voir(SLUG))
  await moi.lu(
    'Rien ne presse',
    'mercredi 20 octobre 2021 à 12 h 00',
    'Réponse au plus tard le 1er décembre 2021',
    /Corse-du-Sud\s*ouverte\s*12 000 €\s*à attribuer/,
  )
  await moi.controler()
  await moi.suivre(/^Recevoir un courriel/)
  await moi.taper('courriel', 'mairie@guichet.example')
  await moi.presser('Recevoir les nouvelles')
  await moi.lu('Ouvrez votre boîte')
  const lien = (await w.courriels()).find(x => x.destinataire === 'mairie@guichet.example')!.lien!
  await moi.aller(lien)
  await moi.presser('Confirmer')
  await moi.lu('Votre adresse est confirmée.')
  await moi.aller(paths.dossiers.etape(dossier, 'depot'))
  for (const x of await moi.page.locator('input[name=engagements]').all()) await cocher(x)
  await moi.presser(/^Déposer/)
  await moi.lu(/Votre dossier est déposé/, /20 octobre 2021/)
  await moi.controler()

  // the relevé, at its hour, and the next one with it
  w.regler('2021-10-20T12:05:00')
  await service.aller(a.releves(SLUG))
  await service.lu('Ce que le relevé prend', 'Déposé', 'Corse-du-Sud', /Réponse annoncée\s*au plus tard le 1er décembre 2021/)
  await service.taper('jour', '22/11/2021')
  await service.presser(/^Faire le relevé/)
  await service.lu('Le relevé est fait.', 'Défaire ce relevé')
  await service.controler()
  w.regler('2021-10-20T12:15:00')
  for (const passer of [tenirReleves, envoyerNouvelles]) await passer(w.deps, w.horloge.instant)
  await service.aller(a.releves(SLUG))
  await service.lu('Procès-verbal du relevé (PDF)', /SHA-256 [0-9a-f]{64}/)
  await service.controler()
  await moi.aller(paths.appels.voir(SLUG))
  await moi.lu(/1 relevé fait en 2021/, 'lundi 22 novembre 2021 à 12 h 00')
  const recus = async () =>
    (await w.courriels()).filter(x => x.destinataire === 'mairie@guichet.example').map(x => x.sujet.replace(/[\u00a0\u202f]/g, ' '))
  expect((await recus()).at(-1)).toContain('un relevé le 22 novembre 2021')

  // the room: the envelope of its département alone may pay, and has too little
  await q("update dossier set etat = 'au_comite' where id = $1", [dossier])
  w.regler('2021-10-26T09:00:00')
  const { seance } = await s.m.ouvrir(1, [dossier])
  await service.aller(c.salleDossier(seance, dossier))
  await service.lu(/Corse-du-Sud\s?: reste 12 000 €/)
  expect(await service.lire()).not.toContain('Haute-Corse : reste')
  await cocher(service.page.locator('input[name=sens][value=retenu]'))
  await service.taper('montant', '10 000')
  await service.taper('conclusion', 'Projet prêt.')
  await service.presser(/^(Enregistrer la décision|Retenir\s:)/)
  await service.lu('1 dossier décidé')
  // nobody may guess it before its letter
  await moi.aller(paths.appels.voir(SLUG))
  await moi.lu(/Corse-du-Sud\s*ouverte\s*12 000 €\s*à attribuer/)

  // the département is given more
  await service.aller(a.enveloppes(SLUG))
  await service.lu('2 000 €')
  await service.page.locator('[name=mouvement]').selectOption('abondement')
  const [corseDuSud] = (await q("select id from enveloppe where code = 'corse_du_sud'")).rows
  await service.page.locator('[name=vers]').selectOption(corseDuSud.id)
  await service.taper('montant', '150 000')
  await service.taper('raison', 'Crédits délégués en fin d’année')
  await service.attendre('Abonder de 150 000 €')
  await service.presser('Abonder de 150 000 €')
  await service.attendre(/Mouvement n°\s\d+ enregistré/)
  await service.controler()
  w.regler('2021-10-26T14:45:00')
  await envoyerNouvelles(w.deps, w.horloge.instant)
  expect((await recus()).at(-1)).toContain('150 000 € de plus')
  await moi.aller(paths.appels.voir(SLUG))
  await moi.lu(/Corse-du-Sud\s*ouverte\s*162 000 €\s*à attribuer/)

  // the procès-verbal of the séance, then the letter: what is left moves with it, and not before
  const post = (chemin: string, corps: Record<string, string | string[]> = {}, cookie = administratrice.cookie) =>
    w.post(chemin, corps, cookie)
  await post(c.cloture(seance))
  await post(c.procesVerbal(seance))
  for (const qui of [s.m.regionale, s.m.corseDuSud, s.m.hauteCorse])
    await post(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, qui.cookie)
  await post(c.gelProcesVerbal(seance), { version: '1', motif: '' })
  await service.aller(a.notifications(SLUG))
  await service.presser('Confirmer les décisions cochées')
  await service.lu(/décision confirmée\. Relisez les lettres/)
  await service.presser(/^Envoyer/)
  await service.lu(/lettres? part/)
  await jouerEnvois(w.deps)
  await moi.aller(paths.appels.voir(SLUG))
  await moi.lu(/Corse-du-Sud\s*ouverte\s*152 000 €\s*à attribuer/, 'Qui a reçu quoi')
  await moi.controler()
  await moi.aller(paths.dossiers.voir(dossier))
  await moi.lu(/retenu/i)
  await moi.controler()
  const lettre = await lirePdf(Buffer.from(await (await w.get(paths.dossiers.notification(dossier), porteur.cookie)).arrayBuffer()))
  expect(lettre.texte.replaceAll('\u00a0', ' ')).toContain('10 000')
  for (const v of [moi, service]) {
    v.sansIncident()
    await v.fermer()
  }
})

test.each(modes())('%s, je suis un appel par courriel\u00a0: je demande, je confirme, j’arrête', async (_, script, largeur) => {
  const adresse = script ? 'avec@guichet.example' : 'sans@guichet.example'
  const v = await s.arriver(script, largeur)
  await v.aller(paths.appels.nouvelles(SLUG))
  await v.titre('Recevoir les nouvelles de l’appel')
  await v.controler()
  await v.taper('courriel', 'mairie@')
  await v.presser('Recevoir les nouvelles')
  await v.refuse('incomplète ou mal écrite')
  expect(await v.page.inputValue('[name=courriel]')).toBe('mairie@')
  await v.taper('courriel', adresse)
  await v.presser('Recevoir les nouvelles')
  await v.lu('Ouvrez votre boîte')
  await v.controler()
  await v.aller((await s.w.courriels()).find(x => x.destinataire === adresse)!.lien!)
  await v.titre('Confirmer votre adresse')
  await v.controler()
  await v.presser('Confirmer')
  await v.lu('Votre adresse est confirmée.')
  await v.controler()
  await v.presser('Ne plus recevoir ces courriels')
  await v.lu('Cette adresse ne reçoit plus les nouvelles de cet appel.')
  expect((await s.w.courriels()).filter(x => x.destinataire === adresse)).toEqual([])
  v.sansIncident()
  await v.fermer()
})
