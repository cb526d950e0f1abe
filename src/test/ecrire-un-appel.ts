import type { Mains } from './mains.ts'

/** A call as somebody of the service writes it, from the model « catégories » to what the public reads: the same acts whatever the hands. Nothing of it comes with the model. */
export const ETAPES: Readonly<Record<string, (m: Mains) => Promise<void>>> = {
  modele: async m => {
    await m.cocher('DETR et DSIL')
    await m.ecrire('Nom de l’appel', 'DETR et DSIL 2027')
    await m.entrer()
  },
  argent: async m => {
    await m.suivre('Corriger 2 points')
    await m.ecrire('Montant', '6000000')
    await m.entrer()
    await m.suivre('Corriger le point suivant')
    await m.ecrire('Montant', '2000000')
    await m.entrer()
    await m.suivre('Revenir à la liste')
    await m.ecrire('Ouverture', '02/11/2026 8:00')
    await m.ecrire('Clôture', '29/01/2027 23:59:59')
    await m.ecrire('Relevé', '01/02/2027')
    await m.ecrire('Comité', '11/03/2027')
    await m.ecrire('Résultats', '07/04/2027')
    await m.suivre('Section suivante')
  },
  qui: async m => {
    await m.presser('Ajouter un type')
    await m.ecrire('Libellé', 'Un département')
    await m.choisir('Type', 'dép')
    await m.suivre('Revenir à la liste')
    await m.suivre('Section suivante')
  },
  categories: async m => {
    await m.presser('Ajouter un volet')
    await m.ecrire('Titre', 'Écoles et cantines')
    await m.ecrire('Libellé', 'Rénover une école')
    await m.presser('Enregistrer et ajouter un volet')
    await m.ecrire('Titre', 'Voirie communale')
    await m.ecrire('Libellé', 'Refaire une chaussée')
    await m.presser('Enregistrer et ajouter un volet')
    await m.ecrire('Titre', 'Transition énergétique')
    await m.ecrire('Libellé', 'Isoler un bâtiment')
    await m.entrer()
    await m.suivre('Corriger le point suivant')
    await m.ecrire('Écoles et cantines', '50 %')
    await m.ecrire('Voirie communale', '30 %')
    await m.ecrire('Transition énergétique', '60 %')
    await m.entrer()
  },
  formulaire: async m => {
    await m.suivre('5. Formulaire')
    await m.presser('Ajouter une pièce')
    await m.ecrire('Libellé', 'Plan de situation')
    await m.presser('Enregistrer et ajouter une pièce')
    await m.choisir('Réponse obligatoire', 'Non')
    await m.ecrire('Libellé', 'Diagnostic énergétique')
    await m.entrer()
    await m.suivre('Revenir à la liste')
    await m.suivre('Demande de subvention')
    await m.suivre('Opération')
    await m.presser('Ajouter une question')
    await m.choisir('Type', 'un tableau')
    await m.ecrire('Libellé', 'Entreprises consultées')
    await m.presser('Ajouter une colonne')
    await m.choisir('Type', 'un texte court')
    await m.ecrire('Libellé', 'Entreprise')
    await m.presser('Enregistrer et ajouter une colonne')
    await m.choisir('Type', 'un montant')
    await m.ecrire('Libellé', 'Montant du devis')
    await m.presser('Enregistrer et ajouter une colonne')
    await m.choisir('Type', 'oui ou non')
    await m.ecrire('Libellé', 'Retenue')
    await m.entrer()
  },
  regles: async m => {
    await m.suivre('6. Règles')
    await m.suivre('Le coût global est d’au moins')
    await m.ecrire(/en chiffres/, '5000')
    await m.choisir('Clause citée', 'Dép')
    await m.presser('Ajouter la règle')
    await m.suivre('Ajouter une autre règle')
    await m.suivre('La date … ne vient pas après …')
    await m.choisir('Ce qui est comparé', '« Fin des travaux')
    await m.ecrire(/en chiffres/, '31/12/2028')
    await m.choisir('Clause citée', 'Suivi')
    await m.presser('Ajouter la règle')
    await m.suivre('Ajouter une autre règle')
    await m.suivre('Le nombre de lignes où … est oui')
    await m.choisir('Colonne', '« Retenue')
    await m.ecrire(/en chiffres/, '1')
    await m.choisir('Clause citée', 'Crit')
    await m.presser('Ajouter la règle')
    await m.suivre('Ajouter une autre règle')
    await m.suivre('La pièce … est jointe quand')
    await m.choisir('Pièce', 'La pièce « Diagnostic')
    await m.ecrire(/en chiffres/, '100000')
    await m.choisir('Clause citée', 'CGCT R. 2334-22')
    await m.presser('Ajouter la règle')
  },
  lettres: async m => {
    await m.suivre('8. Textes et actes')
    await m.suivre(/^Lettre.: retenu(?! en)/)
    await m.ecrire('Texte', "L'État aide votre équipement.\n\nUne subvention de ")
    await m.mot('montant accordé')
    await m.taper(' vous est accordée.')
    await m.presser('Enregistrer')
    await m.suivre('Texte suivant')
    await m.ecrire('Texte', "L'État aide une part de votre équipement.\n\nUne subvention de ")
    await m.mot('montant accordé')
    await m.taper(' vous est accordée.')
    await m.presser('Enregistrer')
    await m.suivre('Texte suivant')
    await m.ecrire('Texte', 'Votre équipement est le numéro ')
    await m.mot('rang')
    await m.taper(' de la liste complémentaire.')
    await m.presser('Enregistrer')
  },
  essais: async m => {
    // a machine that has too much to do says so, and gives back what was typed: one presses again
    const garder = async () => {
      for (let n = 0; n < 6; n++) {
        await m.presser('Garder cet essai')
        if (!m.page.url().includes('/nouveau')) return
      }
    }
    await m.suivre('11. Essais')
    await m.suivre('Ajouter un essai')
    await m.suivre('Volet 2')
    await m.ecrire('Titre de', 'Une école rénovée')
    await m.cocher('commune')
    await m.ecrire('Population', '480')
    await m.cocher('Corse-du-Sud')
    await m.cocher('Rénover une école')
    await m.ecrire('Entreprises consultées', 'Atelier du Golo ; 60 000 ; oui')
    await m.cocher('Non')
    await m.ecrire('Début des travaux', '01/06/2027')
    await m.ecrire('Fin des travaux', '30/06/2028')
    await m.ecrire('Dépenses, Travaux', '60000')
    await m.ecrire('Aide demandée', '30000')
    await m.ecrire('Part de la structure', '30000')
    await m.cocher('Peut déposer')
    await garder()
    const bloque = async (titre: string, regle: string, changer: () => Promise<void>) => {
      await m.suivre('En ajouter un qui part de « Une école rénovée »')
      await m.ecrire('Titre de', titre)
      await changer()
      await m.cocher('Bloqué')
      await m.cocher(regle)
      await garder()
    }
    await bloque('Trop petite', 'Coût minimal', async () => {
      await m.ecrire('Dépenses, Travaux', '4000')
      await m.ecrire('Aide demandée', '2000')
      await m.ecrire('Part de la structure', '2000')
    })
    await bloque('Trop longue', 'Date limite', () => m.ecrire('Fin des travaux', '02/01/2029'))
    await bloque('Sans entreprise retenue', 'Lignes d’un tableau', () =>
      m.ecrire('Entreprises consultées', 'Atelier du Golo ; 60 000 ; non'),
    )
    await bloque('Sans diagnostic', 'Pièce au-delà', async () => {
      await m.ecrire('Dépenses, Travaux', '120000')
      await m.ecrire('Part de la structure', '90000')
    })
    // what the model brought is asked more than it was
    for (let n = 0; n < 5; n++) await m.presser('Changer ce que j’attends')
    await m.presser('Tout est conforme')
  },
  relire: async m => {
    await m.suivre('DETR et DSIL 2027')
    await m.choisir('À qui', 'Cheffe')
    await m.ecrire('Pour le', '30/10/2026')
    await m.entrer()
  },
  publier: async m => {
    await m.presser('Relire et publier')
    await m.ecrire('Pourquoi publier ainsi : personne', "Les services seront désignés avant l'ouverture.")
    await m.ecrire('Pourquoi publier ainsi : une instance', 'Les élus seront désignés en décembre.')
    await m.presser('Publier la version 1')
  },
}
