"""办结体检: what a report lacks, told before it leaves and kept with it afterwards."""
