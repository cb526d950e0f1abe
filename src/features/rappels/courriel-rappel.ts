import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { delaiRestant, formatHeure, formatInstant, formatJourSemaine } from '../../lib/dates.ts'
import { de } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { avecAutresDossiers } from '../antecedents/index.ts'
import { sansDepotEnMots } from '../calendrier/index.ts'
import { texteDe } from '../contenu/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { aRegler, empreinteAValider, etatValidation, lireRegles } from '../examen/index.ts'
import { adressesPartenaire } from '../partenaires/index.ts'
import { listerMembres } from '../structures/index.ts'
import type { Rappel } from './rappels.rules.ts'

type Ctx = Pick<Contexte, 'guichetId' | 'instant'>
type Du = { code: Rappel; cloture: Date }

/** One mail to each member of the structure, and to each partner whose validation is missing. */
export async function prevenir(tx: Tx, ctx: Ctx, d: Dossier, du: Du): Promise<void> {
  const cle = `rappel-${d.id}-${du.code}-${du.cloture.getTime()}`
  const service = d.version.appel.regime.service.nom
  const ecrire = (destinataire: string, m: { sujet: string; phrases: string[]; lien: string }) =>
    ecrireCourriel(tx, ctx, {
      cle: `${cle}-${destinataire}`,
      destinataire,
      sujet: m.sujet,
      phrases: m.phrases,
      signe: service,
      lien: m.lien,
      dossierId: d.id,
    })
  const membres = (await listerMembres(tx, ctx.guichetId, d.structure.id)).filter(m =>
    // what somebody writes while they wait is theirs alone
    d.redigePar === null ? m.etat === 'active' : m.compteId === d.redigePar,
  )
  // nor do they learn what the structure has elsewhere
  const aSonPorteur = d.redigePar === null ? await avecAutresDossiers(tx, ctx, d) : d
  for (const m of membres) await ecrire(m.courriel, auPorteur(aSonPorteur, ctx.instant, du))
  const empreinte = empreinteAValider(d.version.appel, d.contenu)
  for (const p of d.partenaires.filter(x => etatValidation(x, empreinte) !== 'validee'))
    for (const adresse of await adressesPartenaire(tx, ctx.guichetId, p))
      await ecrire(adresse, { ...auPartenaire(d, du), lien: paths.dossiers.partenariat(p.id) })
}

const echeance = (d: Date) => `${formatJourSemaine(d)} à ${formatHeure(d)}, heure de Paris`
const nomDe = (d: Dossier) => `${d.numero} («\u00a0${texteDe(d.contenu, 'titre') ?? 'Projet sans titre'}\u00a0»)`

function auPorteur(d: Dossier, instant: Date, { code, cloture }: Du) {
  const l = lireRegles(d, instant)
  const points = aRegler(l.verdicts, l.manques).nombre + Object.keys(d.contenu.illisibles).length
  const reste = delaiRestant(instant, cloture)
  const quoi = d.etat === 'rouvert' ? 'déposer à nouveau' : 'déposer'
  return {
    sujet:
      code === 'dernier_jour'
        ? `Dernier jour pour ${quoi} le dossier ${d.numero}`
        : `Il reste ${reste} pour ${quoi} le dossier ${d.numero}`,
    phrases: [
      ...situation(d, cloture),
      `Vous pouvez le ${quoi} jusqu’au ${echeance(cloture)}.`,
      points === 0
        ? 'Rien ne bloque le dépôt.'
        : `Il reste ${points}\u00a0${points > 1 ? 'points' : 'point'} à régler. La page du dossier les montre.`,
    ],
    lien: paths.dossiers.voir(d.id),
  }
}

const situation = (d: Dossier, cloture: Date) =>
  d.etat === 'rouvert'
    ? [
        `Le dossier ${nomDe(d)} ${de(d.structure.nom)} a été rouvert et n’a pas été déposé à nouveau.`,
        `Le dépôt du ${formatInstant(d.deposeLe!)} compte. Des changements non déposés à la clôture ne comptent pas.`,
      ]
    : [
        `Le dossier ${nomDe(d)} ${de(d.structure.nom)}, pour l’appel «\u00a0${d.version.appel.titre}\u00a0», est encore un brouillon.`,
        sansDepotEnMots(d.version.appel, cloture),
      ]

const auPartenaire = (d: Dossier, { cloture }: Du) => ({
  sujet: `${d.structure.nom} attend votre validation`,
  phrases: [
    `Votre structure est associée au dossier ${nomDe(d)} ${de(d.structure.nom)}, pour l’appel «\u00a0${d.version.appel.titre}\u00a0».`,
    `Il ne peut pas être déposé sans votre validation. La clôture est le ${echeance(cloture)}.`,
  ],
})
