import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { GuichetConfig } from '../../../config.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { formatJour } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type CahierDonnees, rendrePdf } from '../../documents/index.ts'
import { nouvelleCle, type Stockage } from '../../fichiers/index.ts'
import { texteDe } from '../contenu.ts'
import { type Dossier, trouverDossier } from '../dossiers.queries.ts'
import { joindrePiece } from '../pieces/joindre-piece.ts'
import { etapeDesPieces, type RefusPiece } from '../pieces/pieces.rules.ts'
import { calculer, complet, total } from './calcul.ts'
import type { Montant } from './plan.ts'
import { planDe } from './plan-du-contenu.ts'
import { reglageDe } from './reglage.ts'

export type RefusProduction = RefusPiece | { kind: 'plan_incomplet' }
type Deps = { stockage: Stockage; guichet: GuichetConfig; demonstration: boolean }

/**
 * Makes the budget prévisionnel from the plan de financement and attaches it (C5.7), for whoever has none. Refuses while the plan has no total.
 * The plan may change afterwards: producing again replaces the file.
 */
export async function produireBudget(
  ctx: ContexteActeur,
  d: Deps,
  { dossierId, code }: { dossierId: string; code: string },
): Promise<Result<{ etape: string }, RefusProduction>> {
  const dossier = await enTransaction(ctx, tx => trouverDossier(tx, ctx, dossierId))
  const piece = dossier?.version.appel.pieces.find(p => p.code === code)
  if (!dossier || !piece?.produite_par_le_site) return err({ kind: 'introuvable' })
  if (calculer(planDe(dossier.contenu), reglageDe(dossier.version.appel)).ecart === undefined) return err({ kind: 'plan_incomplet' })

  const pdf = Buffer.from(await rendrePdf('cahier-des-charges', donnees(ctx, d, dossier, piece.libelle), { norme: 'UA-1' }))
  const cle = nouvelleCle(ctx.instant)
  await d.stockage.ecrire(cle, Readable.from([pdf]))
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  const jointe = await joindrePiece(ctx, dossierId, code, {
    cle,
    nom: `${code}-${dossier.numero.toLowerCase()}.pdf`,
    type: 'pdf',
    taille: pdf.length,
    sha256,
  })
  if (!jointe.ok || jointe.value.deja) await d.stockage.supprimer(cle)
  return jointe.ok ? ok({ etape: etapeDesPieces(dossier.version.appel, texteDe(dossier.contenu, 'volet') ?? null) }) : jointe
}

function donnees(ctx: ContexteActeur, { guichet, demonstration }: Deps, d: Dossier, titre: string): CahierDonnees {
  const { service } = guichet
  const { nom } = d.structure
  return {
    theme: guichet.theme,
    emetteur: {
      blocMarque: null,
      nom,
      service: nom,
      adresse: guichet.territoire.nom,
      courriel: service.courriel,
      telephone: service.telephone,
    },
    etabliLe: ctx.instant,
    demonstration,
    titre,
    sousTitre: texteDe(d.contenu, 'titre') ?? nom,
    reference: `Dossier ${d.numero}`,
    essentiel: [
      { libelle: 'Structure', valeur: nom },
      { libelle: 'Appel', valeur: d.version.appel.titre },
      { libelle: 'Établi le', valeur: formatJour(ctx.instant) },
    ],
    sections: [tableau('Dépenses', 'Nature', depenses(d)), tableau('Ressources', 'Origine', ressources(d))],
  }
}

type Ligne = [libelle: string, centimes: number]
const enCentimes = (m: Montant) => (typeof m === 'number' ? m : 0)
const depenses = ({ contenu }: Dossier): Ligne[] => planDe(contenu).depenses.map(d => [d.libelle, enCentimes(d.ht)])
function ressources({ contenu }: Dossier): Ligne[] {
  const plan = planDe(contenu)
  return [
    ['Aide demandée', enCentimes(plan.aide)],
    ['Part de la structure', enCentimes(plan.part)],
    ['Autres financements', complet(total(plan.ressources.map(r => ({ nom: r.ligne, montant: r.montant })))) ?? 0],
  ]
}

function tableau(titre: string, entete: string, lignes: Ligne[]): CahierDonnees['sections'][number] {
  const total = lignes.reduce((t, [, c]) => t + c, 0)
  const ligne = ([libelle, c]: Ligne) => [libelle, formatEuros(c, { centimes: true }), total > 0 ? formatTaux(c / total) : '']
  return {
    titre,
    blocs: [
      { genre: 'tableau', legende: titre, entetes: [entete, 'Montant', 'Part'], lignes: [...lignes, ['Total', total] as Ligne].map(ligne) },
    ],
  }
}
