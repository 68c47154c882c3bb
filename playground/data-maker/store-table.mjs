/**
 * The 12 stores of Maison Lumen, a chain that does not exist (home and lighting). Cities and their coordinates
 * are real, streets are invented, phones are landlines that ARCEP sets aside for fiction. `weight` is the store's share
 * of the clients; `towns` are real postal codes around it, each with its share of the store's clients.
 */
const WITH_SUNDAY = 'lun-sam 10h-20h, dim 10h-13h';

export const STORE_TABLE = [
	{
		id: 'RENNES',
		city: 'Rennes',
		address: '12 rue de la Clarté',
		postalCode: '35000',
		at: [48.1173, -1.6778],
		phone: '02 61 91 35 00',
		weight: 300,
		towns:
			'35000 Rennes 26, 35200 Rennes 14, 35700 Rennes 14, 35510 Cesson-Sévigné 7, 35170 Bruz 6, 35135 Chantepie 5, 35136 Saint-Jacques-de-la-Lande 5, 35760 Saint-Grégoire 5, 35740 Pacé 4, 35830 Betton 4, 35650 Le Rheu 3, 35690 Acigné 3, 35131 Chartres-de-Bretagne 3, 35770 Vern-sur-Seiche 3, 35400 Saint-Malo 4, 35300 Fougères 3, 35500 Vitré 3',
	},
	{
		id: 'NANTES',
		city: 'Nantes',
		address: '4 allée des Abat-Jour',
		postalCode: '44000',
		at: [47.2184, -1.5536],
		phone: '02 61 91 44 00',
		weight: 100,
		towns:
			'44000 Nantes 30, 44100 Nantes 15, 44200 Nantes 10, 44300 Nantes 15, 44800 Saint-Herblain 10, 44400 Rezé 10, 44120 Vertou 5, 44700 Orvault 5',
	},
	{
		id: 'PARIS',
		city: 'Paris',
		address: '27 passage du Lustre',
		postalCode: '75011',
		at: [48.8566, 2.3522],
		phone: '01 99 00 75 11',
		hours: WITH_SUNDAY,
		weight: 130,
		towns:
			'75011 Paris 25, 75012 Paris 15, 75020 Paris 15, 75010 Paris 15, 75003 Paris 10, 93100 Montreuil 10, 94300 Vincennes 10',
	},
	{
		id: 'LILLE',
		city: 'Lille',
		address: '8 rue du Bougeoir',
		postalCode: '59000',
		at: [50.6292, 3.0573],
		phone: '03 53 01 59 00',
		weight: 75,
		towns:
			"59000 Lille 45, 59800 Lille 20, 59650 Villeneuve-d'Ascq 15, 59110 La Madeleine 10, 59130 Lambersart 10",
	},
	{
		id: 'STRASBOURG',
		city: 'Strasbourg',
		address: '3 quai de la Lanterne',
		postalCode: '67000',
		at: [48.5734, 7.7521],
		phone: '03 53 01 67 00',
		weight: 65,
		towns:
			'67000 Strasbourg 45, 67100 Strasbourg 20, 67200 Strasbourg 15, 67300 Schiltigheim 10, 67400 Illkirch-Graffenstaden 10',
	},
	{
		id: 'LYON',
		city: 'Lyon',
		address: '31 montée de la Veilleuse',
		postalCode: '69002',
		at: [45.764, 4.8357],
		phone: '04 65 71 69 02',
		weight: 85,
		towns:
			'69002 Lyon 25, 69003 Lyon 20, 69006 Lyon 15, 69007 Lyon 15, 69100 Villeurbanne 20, 69300 Caluire-et-Cuire 5',
	},
	{
		id: 'MARSEILLE',
		city: 'Marseille',
		address: '19 cours du Phare',
		postalCode: '13006',
		at: [43.2965, 5.3698],
		phone: '04 65 71 13 06',
		hours: WITH_SUNDAY,
		weight: 60,
		towns: '13006 Marseille 30, 13008 Marseille 30, 13005 Marseille 20, 13400 Aubagne 20',
	},
	{
		id: 'NICE',
		city: 'Nice',
		address: '6 place du Réverbère',
		postalCode: '06000',
		at: [43.7102, 7.262],
		phone: '04 65 71 06 00',
		weight: 45,
		towns: '06000 Nice 50, 06100 Nice 25, 06300 Nice 15, 06800 Cagnes-sur-Mer 10',
	},
	{
		id: 'TOULOUSE',
		city: 'Toulouse',
		address: '14 rue de la Lucarne',
		postalCode: '31000',
		at: [43.6047, 1.4442],
		phone: '05 36 49 31 00',
		weight: 50,
		towns: '31000 Toulouse 45, 31400 Toulouse 25, 31700 Blagnac 15, 31770 Colomiers 15',
	},
	{
		id: 'BORDEAUX',
		city: 'Bordeaux',
		address: '22 rue du Chandelier',
		postalCode: '33000',
		at: [44.8378, -0.5792],
		phone: '05 36 49 33 00',
		weight: 50,
		towns: '33000 Bordeaux 50, 33200 Bordeaux 20, 33700 Mérignac 15, 33600 Pessac 15',
	},
	// The overseas landline blocks hold no number set aside for fiction: these two stores show a mainland one.
	{
		id: 'STDENIS',
		city: 'Saint-Denis',
		address: '9 rue des Filaos Clairs',
		postalCode: '97400',
		at: [-20.8789, 55.4481],
		phone: '01 99 00 97 40',
		weight: 24,
		towns:
			'97400 Saint-Denis 50, 97490 Saint-Denis 15, 97438 Sainte-Marie 15, 97420 Le Port 10, 97600 Mamoudzou 10',
	},
	{
		id: 'BAIEMAHAULT',
		city: 'Baie-Mahault',
		address: '2 allée du Photophore',
		postalCode: '97122',
		at: [16.2676, -61.5853],
		phone: '01 99 00 97 12',
		weight: 16,
		towns: '97122 Baie-Mahault 40, 97139 Les Abymes 25, 97200 Fort-de-France 20, 97300 Cayenne 15',
	},
];
